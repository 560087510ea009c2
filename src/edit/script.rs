//! Tokens of both sides, diffed and laid over the text.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Edit, Op, Script};
use crate::document::{Token, key};
use crate::{Document, Pair, Span};

pub(super) fn script(documents: Pair<&Document>, spans: Pair<Span>) -> Script {
    let tokens = documents.zip(spans).map(|(d, s)| d.tokens(s));
    let keys = documents.zip(tokens.as_ref()).map(|(d, ts)| ts.iter().map(|t| token_key(d, *t)).collect::<Vec<_>>());
    let ops = capture_diff_slices(Algorithm::Patience, &keys.a, &keys.b);
    let mut writer = Writer {
        documents,
        tokens: tokens.as_ref().map(Vec::as_slice),
        at: spans.map(|s| s.start),
        ends: spans.map(|s| s.end),
        script: Script::default(),
    };
    writer.script.words = tokens.as_ref().map(|ts| words(ts));
    for op in ops {
        writer.push(&op);
    }
    writer.finish();
    writer.script
}

fn token_key(document: &Document, token: Token) -> String {
    let mut out = String::new();
    key::typographic(token.span.slice(document.text()), &mut out);
    out
}

fn words(tokens: &[Token]) -> u32 {
    tokens.iter().filter(|t| t.is_word()).count() as u32
}

struct Writer<'d> {
    documents: Pair<&'d Document>,
    tokens: Pair<&'d [Token]>,
    at: Pair<u32>,
    ends: Pair<u32>,
    script: Script,
}

impl Writer<'_> {
    fn push(&mut self, op: &DiffOp) {
        let ranges = Pair::new(op.old_range(), op.new_range());
        let (kind, a, b) = match op {
            DiffOp::Equal { .. } => (Op::Equal, true, true),
            DiffOp::Delete { .. } => (Op::Delete, true, false),
            DiffOp::Insert { .. } => (Op::Insert, false, true),
            DiffOp::Replace { .. } => (Op::Replace, true, true),
        };
        if kind == Op::Equal {
            self.script.kept.a += words(self.tokens.a.get(ranges.a.clone()).unwrap_or_default());
            self.script.kept.b += words(self.tokens.b.get(ranges.b.clone()).unwrap_or_default());
        }
        let next = Pair::new(
            if a { self.tokens.a.get(ranges.a.end).map_or(self.ends.a, |t| t.span.start) } else { self.at.a },
            if b { self.tokens.b.get(ranges.b.end).map_or(self.ends.b, |t| t.span.start) } else { self.at.b },
        );
        self.emit(kind, next);
    }

    fn emit(&mut self, op: Op, next: Pair<u32>) {
        let spans = Pair::new(Span { start: self.at.a, end: next.a }, Span { start: self.at.b, end: next.b });
        self.at = next;
        let texts = self.documents.zip(spans).map(|(d, s)| s.slice(d.text()));
        if op == Op::Equal && texts.a != texts.b {
            self.script.edits.push(Edit { op: Op::Replace, cosmetic: true, spans });
        } else {
            self.script.edits.push(Edit { op, cosmetic: false, spans });
        }
    }

    fn finish(&mut self) {
        if self.at != self.ends {
            self.emit(Op::Replace, self.ends);
        }
    }
}
