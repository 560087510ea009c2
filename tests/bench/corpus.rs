//! Articles for measuring: the same on every machine and in every release, with what each stage looks for in them (figures,
//! dates, names, quotations), and edits of a known kind.

use std::fmt::Write;

use storydiff::Pair;

/// `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const SMALL: [&str; 40] = [
    "the", "of", "and", "to", "in", "a", "that", "was", "for", "on", "with", "as", "by", "at", "from", "which", "were",
    "had", "not", "but", "when", "who", "after", "before", "while", "about", "into", "over", "under", "near", "its",
    "their", "his", "her", "this", "these", "more", "some", "all", "then",
];
const OPENINGS: [&str; 8] = ["re", "un", "con", "tra", "mo", "ve", "sa", "li"];
const MIDDLES: [&str; 16] =
    ["na", "ti", "lo", "mer", "sta", "po", "gre", "vi", "do", "can", "ru", "bel", "fo", "sin", "ke", "da"];
const ENDINGS: [&str; 8] = ["tion", "ment", "ing", "er", "ed", "al", "ity", "s"];
const NAMES: [&str; 12] = [
    "Ana Ruiz",
    "Tom Weller",
    "Mayor Ilse Brandt",
    "Wexcombe",
    "Port Halden",
    "the Harbour Board",
    "Judge Okoro",
    "Northgate Water",
    "Maria Lind",
    "Thornbury University",
    "St. Alban's",
    "Col. Dries Maas",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A word with the lengths and the long tail of frequencies of written English.
fn word(random: &mut Random) -> String {
    if random.percent(45) {
        return random.one(&SMALL).to_owned();
    }
    // The product of two draws favours the first of each list.
    let skewed = |random: &mut Random, words: &[&'static str]| {
        let (x, y) = (random.below(1_000), random.below(1_000));
        words[x * y * words.len() / 1_000_000]
    };
    let mut out = skewed(random, &OPENINGS).to_owned();
    for _ in 0..=random.below(3) {
        out.push_str(skewed(random, &MIDDLES));
    }
    out + skewed(random, &ENDINGS)
}

fn words(random: &mut Random, count: usize) -> String {
    let words: Vec<String> = (0..count).map(|_| word(random)).collect();
    words.join(" ")
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn sentence(random: &mut Random) -> String {
    let length = 6 + random.below(18);
    let said = words(random, length);
    let name = random.one(&NAMES);
    let sentence = match random.below(8) {
        0 => format!("{said} killed {} people on {}", 2 + random.below(40), random.one(&DAYS)),
        1 => format!("{name} said {said}"),
        2 => format!("“{}”, {name} said", capitalised(&said)),
        3 => format!("{said} cost ${}.{} million", 1 + random.below(90), random.below(10)),
        4 => format!("{said} may {} by {} percent", word(random), random.below(100)),
        5 => format!("on {} May {name} did not {said}", 1 + random.below(30)),
        _ => said,
    };
    capitalised(&sentence) + "."
}

fn paragraph(random: &mut Random) -> Vec<String> {
    (0..=random.below(4)).map(|_| sentence(random)).collect()
}

fn text(paragraphs: &[Vec<String>]) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}\n\n", paragraph.join(" "));
    }
    out
}

/// How much an edit changes, in percent of the paragraphs.
#[derive(Clone, Copy)]
pub struct Edit {
    reworded: usize,
    dropped: usize,
    added: usize,
    moved: usize,
}

/// A correction here and there.
pub const LIGHT: Edit = Edit { reworded: 8, dropped: 2, added: 2, moved: 1 };
/// A rewrite for the next day's paper.
pub const HEAVY: Edit = Edit { reworded: 50, dropped: 12, added: 12, moved: 8 };

/// Two versions of an article of about so many bytes.
pub fn versions(bytes: usize, edit: Edit) -> Pair<String> {
    let mut random = Random(bytes as u64);
    let (mut old, mut length) = (Vec::new(), 0);
    while length < bytes {
        let paragraph = paragraph(&mut random);
        length += paragraph.iter().map(|s| s.len() + 1).sum::<usize>() + 1;
        old.push(paragraph);
    }
    let mut new: Vec<Vec<String>> = Vec::new();
    for paragraph_before in &old {
        if random.percent(edit.added) {
            new.push(paragraph(&mut random));
        }
        if random.percent(edit.dropped) {
            continue;
        }
        let mut kept = paragraph_before.clone();
        if random.percent(edit.reworded) {
            let at = random.below(kept.len());
            kept[at] = reworded(&kept[at], &mut random);
        }
        let at = if random.percent(edit.moved) { random.below(new.len() + 1) } else { new.len() };
        new.insert(at, kept);
    }
    Pair::new(text(&old), text(&new))
}

/// A tenth of its words replaced.
pub fn reworded_sentence(length: usize) -> Pair<String> {
    let mut random = Random(length as u64);
    let a = capitalised(&words(&mut random, length)) + ".";
    let b = reworded(&a, &mut random);
    Pair::new(a, b)
}

fn reworded(sentence: &str, random: &mut Random) -> String {
    let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
    for _ in 0..words.len().div_ceil(10) {
        let at = random.below(words.len());
        words[at] = match words[at].parse::<u32>() {
            Ok(figure) => (figure + 1).to_string(),
            Err(_) => word(random),
        };
    }
    words.join(" ")
}
