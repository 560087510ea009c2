//! What the report promises of every pair of texts, held on generated articles and their edited versions.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use storydiff::report::wire;
use storydiff::{Document, Options, Pair, Relation, Segmentation, Source, align, compare};

const WORDS: &[&str] = &[
    "fire",
    "mill",
    "the",
    "a",
    "of",
    "council",
    "said",
    "on",
    "Monday",
    "17",
    "4,200",
    "3.2%",
    "$3bn",
    "not",
    "may",
    "Keller",
    "Zürich",
    "café",
    "“never”",
    "\"again\"",
    "river",
    "bridge",
    "people",
    "died",
    "were",
    "rescued",
    "officials",
    "don’t",
    "well-known",
    "東京",
    "12",
    "May 3",
    "half",
    "claimed",
    "(later)",
    "—",
    "which",
    "burned",
    "hours",
    "after",
    "smoke",
    "rose",
    "over",
    "Ostrava",
    "workers",
    "union",
];

type Sentence = Vec<&'static str>;
type Article = Vec<Vec<Sentence>>;

fn sentence() -> impl Strategy<Value = Sentence> {
    vec(select(WORDS), 3..14)
}

fn article() -> impl Strategy<Value = Article> {
    vec(vec(sentence(), 1..5), 1..8)
}

#[derive(Clone, Debug)]
enum Change {
    Word(Index, Index, Index, &'static str),
    Drop(Index, Index),
    Insert(Index, Sentence),
    Move(Index, Index),
    Split(Index),
    Merge(Index),
    Double(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), index(), index(), select(WORDS)).prop_map(|(p, s, w, x)| Change::Word(p, s, w, x)),
        1 => (index(), index()).prop_map(|(p, s)| Change::Drop(p, s)),
        1 => (index(), sentence()).prop_map(|(p, s)| Change::Insert(p, s)),
        1 => (index(), index()).prop_map(|(p, q)| Change::Move(p, q)),
        1 => index().prop_map(Change::Split),
        1 => index().prop_map(Change::Merge),
        1 => index().prop_map(Change::Double),
    ]
}

fn apply(article: &mut Article, change: Change) {
    let at = |i: &Index, n: usize| i.index(n.max(1));
    if article.is_empty() {
        return;
    }
    let n = article.len();
    match change {
        Change::Word(paragraph, sentence, word, new) => {
            let sentences = &mut article[at(&paragraph, n)];
            let k = at(&sentence, sentences.len());
            let words = &mut sentences[k];
            let k = at(&word, words.len());
            words[k] = new;
        }
        Change::Drop(p, s) => {
            let p = at(&p, n);
            let k = at(&s, article[p].len());
            article[p].remove(k);
            if article[p].is_empty() {
                article.remove(p);
            }
        }
        Change::Insert(p, s) => article.insert(at(&p, n), vec![s]),
        Change::Move(p, q) => {
            let moved = article.remove(at(&p, n));
            article.insert(at(&q, n), moved);
        }
        Change::Split(p) => {
            let p = at(&p, n);
            let half = article[p].len() / 2;
            if half > 0 {
                let rest = article[p].split_off(half);
                article.insert(p + 1, rest);
            }
        }
        Change::Merge(p) => {
            let p = at(&p, n);
            if p + 1 < n {
                let rest = article.remove(p + 1);
                article[p].extend(rest);
            }
        }
        Change::Double(p) => {
            let p = at(&p, n);
            let twin = article[p].clone();
            article.insert(p, twin);
        }
    }
}

/// The texts of an article and of an edited version of it, or of an unrelated one.
pub fn texts() -> impl Strategy<Value = (String, String)> {
    versions().prop_map(|(a, b)| (render(&a), render(&b)))
}

/// An article and an edited version of it, or an unrelated one.
fn versions() -> impl Strategy<Value = (Article, Article)> {
    prop_oneof![
        5 => (article(), vec(change(), 0..10)).prop_map(|(a, changes)| {
            let mut b = a.clone();
            for change in changes {
                apply(&mut b, change);
            }
            (a, b)
        }),
        1 => (article(), article()),
    ]
}

fn render(article: &Article) -> String {
    let sentence = |words: &Sentence| {
        let mut text = words.join(" ");
        if let Some(first) = text.get(..1) {
            text = first.to_uppercase() + &text[1..];
        }
        text + "."
    };
    let paragraphs: Vec<String> =
        article.iter().map(|p| p.iter().map(sentence).collect::<Vec<_>>().join(" ")).collect();
    paragraphs.join("\n\n") + "\n"
}

/// A generated text as a document.
pub fn read(text: &str) -> Document {
    let language = Some(storydiff::Language::ENGLISH);
    Document::new(text, Source::default(), Segmentation::Auto, language)
}

fn report(a: &str, b: &str) -> Value {
    let documents = Pair::new(read(a), read(b));
    json(&documents, Options { align: align::Options { relation: Some(Relation::Versions) } })
}

fn json(documents: &Pair<Document>, options: Options) -> Value {
    let report = compare(documents.as_ref(), options);
    let mut out = Vec::new();
    wire::write(&report, wire::Options { text: wire::Text::Included, ..wire::Options::default() }, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn slice(content: &[char], span: &Value) -> String {
    let at = |k: usize| usize::try_from(span[k].as_u64().unwrap()).unwrap();
    content[at(0)..at(1)].iter().collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap()
}

fn content(report: &Value, side: &str) -> Vec<char> {
    report[side]["content"].as_str().unwrap().chars().collect()
}

fn holds_its_spans(report: &Value) {
    for side in ["a", "b"] {
        let content = content(report, side);
        for link in list(&report["passages"]).iter().chain(list(&report["sentences"])) {
            for unit in list(&link[side]) {
                assert_eq!(slice(&content, &unit["span"]), unit["text"].as_str().unwrap());
            }
            for edit in list(&link["edits"]) {
                assert_eq!(slice(&content, &edit[side]), edit[format!("{side}_text")].as_str().unwrap());
            }
            for claim in list(&link["claims"]).iter().filter(|c| !c[side].is_null()) {
                assert_eq!(slice(&content, &claim[side]["span"]), claim[side]["text"].as_str().unwrap());
            }
        }
    }
}

fn edits_rebuild(report: &Value) {
    for link in list(&report["sentences"]) {
        let edits = list(&link["edits"]);
        assert_eq!(edits.is_empty(), link["status"] != "reworded", "edits stand on reworded links: {link}");
        for side in ["a", "b"].into_iter().filter(|_| !edits.is_empty()) {
            let mut at = list(&link[side])[0]["span"][0].clone();
            for edit in edits {
                assert_eq!(edit[side][0], at, "edits follow one another without a gap: {link}");
                at = edit[side][1].clone();
            }
            assert_eq!(at, list(&link[side]).last().unwrap()["span"][1], "edits cover the whole side");
        }
        for edit in edits {
            let (a, b) = (edit["a_text"].as_str().unwrap(), edit["b_text"].as_str().unwrap());
            match edit["op"].as_str().unwrap() {
                "equal" => assert_eq!(a, b),
                "delete" => assert!(!a.is_empty() && b.is_empty()),
                "insert" => assert!(a.is_empty() && !b.is_empty()),
                _ => assert!(a != b && !a.is_empty() && !b.is_empty(), "{edit}"),
            }
        }
    }
}

fn every_unit_in_one_link(report: &Value) {
    for (links, unit, count) in [("passages", "paragraph", "paragraphs"), ("sentences", "sentence", "sentences")] {
        for side in ["a", "b"] {
            let mut seen: Vec<u64> = Vec::new();
            for link in list(&report[links]) {
                let here: Vec<u64> = list(&link[side]).iter().map(|u| u[unit].as_u64().unwrap()).collect();
                assert!(here.windows(2).all(|w| w[0] + 1 == w[1]), "a link joins neighbours: {here:?}");
                seen.extend(here);
            }
            seen.sort_unstable();
            let all: Vec<u64> = (0..report[side][count].as_u64().unwrap()).collect();
            assert_eq!(seen, all, "{links} of {side}");
        }
    }
}

fn claims_only_on_changed_links(report: &Value) {
    for link in list(&report["passages"]).iter().chain(list(&report["sentences"])) {
        assert!(link["status"] == "reworded" || list(&link["claims"]).is_empty());
    }
}

/// A link without what depends on the reading order, sides exchanged if asked.
fn link_key(link: &Value, sides: [&str; 2]) -> String {
    let swap = |op: &str| match (sides[0], op) {
        ("b", "delete") => "insert".to_owned(),
        ("b", "insert") => "delete".to_owned(),
        _ => op.to_owned(),
    };
    let status = |s: &str| match (sides[0], s) {
        ("b", "added") => "removed".to_owned(),
        ("b", "removed") => "added".to_owned(),
        _ => s.to_owned(),
    };
    let shape = |s: &str| match (sides[0], s) {
        ("b", "split") => "merged".to_owned(),
        ("b", "merged") => "split".to_owned(),
        _ => s.to_owned(),
    };
    let edits: Vec<String> = list(&link["edits"])
        .iter()
        .map(|e| format!("{} {} {} {}", swap(e["op"].as_str().unwrap()), e["cosmetic"], e[sides[0]], e[sides[1]]))
        .collect();
    let mut claims: Vec<String> = list(&link["claims"])
        .iter()
        .map(|c| format!("{} {} {} {}", c["kind"], status(c["change"].as_str().unwrap()), c[sides[0]], c[sides[1]]))
        .collect();
    claims.sort();
    format!(
        "{:?}",
        (
            status(link["status"].as_str().unwrap()),
            link["shape"].as_str().map(shape),
            &link["moved"],
            &link["cosmetic"],
            &link["similarity"],
            &link["confidence"],
            &link[sides[0]],
            &link[sides[1]],
            edits,
            claims,
        )
    )
}

fn mirror_key(report: &Value, sides: [&str; 2]) -> Vec<String> {
    let links = |level: &str| {
        list(&report[level]).iter().map(move |l| format!("{level} {}", link_key(l, sides))).collect::<Vec<_>>()
    };
    let (x, y) = if sides[0] == "a" { (0, 1) } else { (1, 0) };
    let pairs = list(&report["pairs"]).iter().map(|p| format!("{} {} {}", p[x], p[y], p[2]));
    let mut all: Vec<String> = links("passages").into_iter().chain(links("sentences")).chain(pairs).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_report_keeps_its_promises((a, b) in versions()) {
        let report = report(&render(&a), &render(&b));
        holds_its_spans(&report);
        edits_rebuild(&report);
        every_unit_in_one_link(&report);
        claims_only_on_changed_links(&report);
    }

    #[test]
    fn swapping_the_inputs_mirrors_the_report((a, b) in versions()) {
        let (a, b) = (render(&a), render(&b));
        prop_assert_eq!(mirror_key(&report(&a, &b), ["a", "b"]), mirror_key(&report(&b, &a), ["b", "a"]));
    }

    #[test]
    fn an_article_is_unchanged_against_itself(a in article()) {
        let text = render(&a);
        let report = report(&text, &text);
        prop_assert_eq!(&report["different"], &Value::Bool(false));
        prop_assert_eq!(&report["identical"], &Value::Bool(true));
        for link in list(&report["passages"]).iter().chain(list(&report["sentences"])) {
            prop_assert_eq!(&link["status"], "unchanged");
            prop_assert_eq!(&link["moved"], &Value::Bool(false));
            prop_assert_eq!(&link["cosmetic"], &Value::Bool(false));
        }
    }

    /// From 40 columns on: a shorter line is taken to be short for a reason (`document::paragraph`), so of two short lines
    /// nobody can say that they were one.
    #[test]
    fn typography_is_cosmetic_at_most(a in article(), width in 40usize..100, style in 0usize..5) {
        let text = render(&a);
        let other = restyle(&text, width, style);
        let report = report(&text, &other);
        prop_assert_eq!(&report["different"], &Value::Bool(false), "{}\nagainst\n{}", text, other);
        for link in list(&report["passages"]).iter().chain(list(&report["sentences"])) {
            prop_assert_eq!(&link["status"], "unchanged");
        }
    }

    #[test]
    fn threads_do_not_matter((a, b) in versions()) {
        let documents = Pair::new(read(&render(&a)), read(&render(&b)));
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| json(&documents, Options::default()))
        };
        prop_assert_eq!(with(1), with(4));
    }

    #[test]
    fn any_text_is_compared_without_a_panic(a in "\\PC{0,300}", b in "(\\PC|[\\n\\r\\t.!?\"“”0-9 ]){0,300}") {
        let report = report(&a, &b);
        holds_its_spans(&report);
        edits_rebuild(&report);
        every_unit_in_one_link(&report);
    }
}

/// The same words in another typographic dress.
fn restyle(text: &str, width: usize, style: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    match style {
        0 => wrap(text, width),
        1 => text.replace('\n', "\r\n"),
        2 => text.nfd().collect(),
        3 => text.replace(['“', '”'], "\"").replace('’', "'"),
        _ => text.replace(' ', "  "),
    }
}

fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        let mut column = 0;
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if column > 0 {
                let breaks = column + length >= width;
                out.push(if breaks { '\n' } else { ' ' });
                column = if breaks { 0 } else { column + 1 };
            }
            out.push_str(word);
            column += length;
        }
        out.push_str("\n\n");
    }
    out
}
