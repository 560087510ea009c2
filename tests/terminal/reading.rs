//! Reads the plain inline view back: what a person sees without colour must be all there is to see.

use storydiff::document::key;
use storydiff::render::escape;

/// A passage as the view shows it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Paragraph numbers in a and in b.
    pub numbers: (String, String),
    pub mark: String,
    /// What each side tells, compared without white space and typography.
    pub a: String,
    pub b: String,
    /// Label and text of each note.
    pub notes: Vec<(String, String)>,
    /// Whether sentences are marked that changed places inside the passage.
    pub reordered: bool,
    /// Whether a part of it is shown in another passage.
    pub partial: bool,
}

#[derive(Debug, Default)]
pub struct View {
    pub passages: Vec<Shown>,
    pub folded: usize,
    pub summary: Vec<String>,
}

/// Reads a view whose number columns are `widths` wide.
pub fn read(output: &str, widths: (usize, usize)) -> View {
    let mut view = View::default();
    let mut lines = output.lines().skip_while(|l| !l.is_empty());
    let mut text = String::new();
    let mut open: Option<Shown> = None;
    for line in lines.by_ref() {
        if line.starts_with('─') {
            break;
        }
        let cells: Vec<char> = line.chars().collect();
        let part =
            |from: usize, to: usize| cells[from.min(cells.len())..to.min(cells.len())].iter().collect::<String>();
        let mark_at = widths.0 + 1 + widths.1 + 2;
        let numbers = (part(0, widths.0).trim().to_owned(), part(widths.0 + 1, mark_at).trim().to_owned());
        let (mark, rest) = (part(mark_at, mark_at + 2), part(mark_at + 3, cells.len()));
        if line.is_empty() {
            close(&mut view, open.take(), &mut text);
        } else if mark.starts_with('⋯') {
            view.folded += rest.split(' ').next().unwrap().parse::<usize>().unwrap();
        } else if numbers != (String::new(), String::new()) {
            open = Some(Shown { numbers, mark, ..Shown::default() });
            text.push_str(&rest);
        } else if let Some(shown) = &mut open {
            continued(shown, &mark, &rest, &mut text);
        } else {
            assert!(view.folded > 0, "a line of no passage: {line}");
        }
    }
    close(&mut view, open, &mut text);
    view.summary = lines.map(str::to_owned).collect();
    view
}

fn continued(shown: &mut Shown, mark: &str, rest: &str, text: &mut String) {
    match (mark, shown.notes.last_mut()) {
        ("├ " | "└ ", _) => {
            let (label, words) = rest.split_once(' ').unwrap();
            shown.notes.push((label.to_owned(), words.trim_start().to_owned()));
        }
        (_, Some(note)) => {
            note.1.push(' ');
            note.1.push_str(rest.trim_start());
        }
        (_, None) => {
            text.push(' ');
            text.push_str(rest);
        }
    }
}

fn close(view: &mut View, open: Option<Shown>, text: &mut String) {
    if let Some(mut shown) = open {
        let mut reader = Reader { rest: text.chars().collect(), at: 0, shown: Shown::default() };
        let (a, b) = reader.passage(&shown.mark);
        shown.a = plain(&a);
        shown.b = plain(&b);
        shown.reordered = reader.shown.reordered;
        shown.partial = reader.shown.partial;
        view.passages.push(shown);
    }
    text.clear();
}

/// What a passage's text says on each side.
pub fn sides(text: &str, mark: &str) -> (String, String) {
    let mut reader = Reader { rest: text.chars().collect(), at: 0, shown: Shown::default() };
    let (a, b) = reader.passage(mark);
    (plain(&a), plain(&b))
}

/// Text without what is no difference in words (case at the start of a sentence included), as a terminal shows it.
pub fn plain(text: &str) -> String {
    let mut safe = String::new();
    text.chars().for_each(|c| escape::terminal::push(c, &mut safe));
    let mut out = String::new();
    key::folded(&safe, &mut out);
    out.retain(|c| !c.is_whitespace());
    out
}

/// Takes backslashes out that stand before what would be read as a sign.
pub fn literal(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

struct Reader {
    rest: Vec<char>,
    at: usize,
    shown: Shown,
}

impl Reader {
    fn passage(&mut self, mark: &str) -> (String, String) {
        let (mut a, mut b) = (String::new(), String::new());
        while self.at < self.rest.len() {
            if self.sign("[-") {
                a.push_str(&self.until("-]"));
            } else if self.sign("{+") {
                b.push_str(&self.until("+}"));
            } else if self.sign("[>") {
                self.direction();
                a.push_str(&self.nested(">]").0);
            } else if self.sign("{<") {
                let both = self.direction() == "moved";
                let (inner_a, inner_b) = self.nested("<}");
                self.shown.reordered |= both;
                a.push_str(if both { &inner_a } else { "" });
                b.push_str(&inner_b);
            } else {
                let c = self.character();
                a.extend(c.filter(|_| mark != "+ "));
                b.extend(c.filter(|_| mark != "- "));
            }
        }
        (a, b)
    }

    fn nested(&mut self, close: &str) -> (String, String) {
        let (mut a, mut b) = (String::new(), String::new());
        while !self.sign(close) {
            if self.sign("[-") {
                a.push_str(&self.until("-]"));
            } else if self.sign("{+") {
                b.push_str(&self.until("+}"));
            } else {
                let c = self.character();
                a.extend(c);
                b.extend(c);
            }
        }
        (a, b)
    }

    fn direction(&mut self) -> String {
        let mut words = String::new();
        loop {
            match self.character().unwrap() {
                ':' => break,
                c => words.push(c),
            }
        }
        self.shown.partial |= words.starts_with("shown in");
        words
    }

    fn until(&mut self, close: &str) -> String {
        let mut out = String::new();
        while !self.sign(close) {
            out.extend(self.character());
        }
        out
    }

    fn sign(&mut self, sign: &str) -> bool {
        assert!(self.at < self.rest.len(), "an unclosed sign before {sign}");
        let here = self.rest[self.at..].starts_with(&sign.chars().collect::<Vec<_>>());
        self.at += if here { 2 } else { 0 };
        here
    }

    /// The next character; none for a paragraph break.
    fn character(&mut self) -> Option<char> {
        let c = self.rest[self.at];
        self.at += 1;
        match c {
            '\\' => {
                self.at += 1;
                Some(self.rest[self.at - 1])
            }
            '¶' => None,
            c => Some(c),
        }
    }
}
