//! Changes laid over the text: steps that cover both sides byte for byte, with the white space between tokens where it
//! reads best. May import `unit`, `clean`, `document`.

use std::ops::Range;

use super::clean::Change;
use super::unit::{Side, Unit, tied};
use super::{Edit, Op, Script};
use crate::document::{Token, key};
use crate::{Pair, Side as At, Span};

pub(super) fn lay(sides: &Pair<Side>, changes: &[Change]) -> Script {
    let mut layer = Layer {
        sides,
        at: sides.as_ref().map(|s| s.span.start),
        script: Script { words: sides.as_ref().map(|s| words(&s.tokens)), ..Script::default() },
    };
    let mut from = Pair::new(0, 0);
    for change in changes {
        layer.kept(from, change.start);
        layer.changed(change);
        from = change.end;
    }
    layer.kept(from, sides.as_ref().map(|s| s.units.len() as u32));
    layer.gap(sides.as_ref().map(|s| s.span.end));
    layer.script
}

fn words(tokens: &[Token]) -> u32 {
    tokens.iter().filter(|t| t.is_word()).count() as u32
}

/// Tokens of one side, as indices.
type Tokens = Range<usize>;

struct Layer<'s, 'd> {
    sides: &'s Pair<Side<'d>>,
    /// Up to where each text is covered.
    at: Pair<u32>,
    script: Script,
}

impl<'d> Layer<'_, 'd> {
    fn texts(&self, spans: Pair<Span>) -> Pair<&'d str> {
        self.sides.as_ref().zip(spans).map(|(s, span)| span.slice(s.text))
    }

    /// From where the texts are covered up to `to`.
    fn until(&self, to: Pair<u32>) -> Pair<Span> {
        self.at.zip(to).map(|(start, end)| Span { start, end })
    }

    fn push(&mut self, op: Op, cosmetic: bool, to: Pair<u32>) {
        let spans = self.until(to);
        self.at = to;
        if spans.a.is_empty() && spans.b.is_empty() {
            return;
        }
        match self.script.edits.last_mut() {
            Some(last) if last.op == Op::Equal && op == Op::Equal => {
                last.spans = last.spans.zip(spans).map(|(before, more)| before.cover(more));
            }
            _ => self.script.edits.push(Edit { op, cosmetic, spans }),
        }
    }

    fn equal(&mut self, to: Pair<u32>) {
        self.push(Op::Equal, false, to);
    }

    /// What differs up to `to`, as one step.
    fn differ(&mut self, cosmetic: bool, to: Pair<u32>) {
        let spans = self.until(to);
        match (spans.a.is_empty(), spans.b.is_empty()) {
            (false, true) => self.push(Op::Delete, cosmetic, to),
            (true, false) => self.push(Op::Insert, cosmetic, to),
            _ => self.push(Op::Replace, cosmetic, to),
        }
    }

    /// White space up to `to`: the same, or different in typography.
    fn gap(&mut self, to: Pair<u32>) {
        let texts = self.texts(self.until(to));
        if texts.a == texts.b { self.equal(to) } else { self.differ(true, to) }
    }

    fn count(&mut self, tokens: &Pair<Tokens>) {
        let of = |side: &Side, tokens: &Tokens| words(side.tokens.get(tokens.clone()).unwrap_or_default());
        self.script.kept.a += of(&self.sides.a, &tokens.a);
        self.script.kept.b += of(&self.sides.b, &tokens.b);
    }

    /// The units from `from` to `to`, which a run pairs, with the white space before and between them.
    fn kept(&mut self, from: Pair<u32>, to: Pair<u32>) {
        let range = from.zip(to).map(|(from, to)| from as usize..to as usize);
        let units = self.sides.as_ref().zip(range).map(|(s, range)| s.units.get(range).unwrap_or_default());
        let ([first_a, .., last_a] | [first_a @ last_a], [first_b, .., last_b] | [first_b @ last_b]) =
            units.into_tuple()
        else {
            return;
        };
        self.gap(Pair::new(first_a.span.start, first_b.span.start));
        let end = Pair::new(last_a.span.end, last_b.span.end);
        let texts = self.texts(self.until(end));
        if texts.a == texts.b {
            let tokens = |first: &Unit, last: &Unit| first.tokens.start..last.tokens.end;
            self.count(&Pair::new(tokens(first_a, last_a), tokens(first_b, last_b)));
            self.equal(end);
            return;
        }
        for (a, b) in units.a.iter().zip(units.b) {
            self.gap(Pair::new(a.span.start, b.span.start));
            self.twins(&Pair::new(a, b));
        }
    }

    /// Two units with the same key.
    fn twins(&mut self, units: &Pair<&Unit>) {
        let texts = self.texts(units.map(|u| u.span));
        let to = units.map(|u| u.span.end);
        if texts.a == texts.b {
            self.equal(to);
        } else if alike(texts) || folded(texts.a) == folded(texts.b) {
            self.differ(true, to);
        } else {
            // Two texts that share a hash by accident.
            self.differ(false, to);
            return;
        }
        self.count(&units.as_ref().map(|u| u.tokens.clone()));
    }

    fn changed(&mut self, change: &Change) {
        let tokens = self.sides.as_ref().zip(change.start.zip(change.end)).map(|(s, (from, to))| s.tokens_of(from, to));
        if change.is_two() {
            let to = self.before_replacement(&tokens);
            self.push(Op::Delete, false, Pair::new(to.a, self.at.b));
            self.push(Op::Insert, false, to);
        } else {
            self.trimmed(&tokens);
        }
    }

    /// A change without the tokens that both sides begin or end with.
    fn trimmed(&mut self, tokens: &Pair<Tokens>) {
        let prefix = self.shared(tokens, Edge::Start);
        let rest = tokens.as_ref().map(|t| t.start + prefix..t.end);
        let suffix = self.shared(&rest, Edge::End);
        let core = rest.map(|t| t.start..t.end - suffix);
        self.same(&tokens.as_ref().zip(core.as_ref()).map(|(all, core)| all.start..core.start));
        match (core.a.is_empty(), core.b.is_empty()) {
            (true, true) => {}
            (false, false) => self.replaced(&core),
            _ => self.one_sided(&core),
        }
        self.same(&tokens.as_ref().zip(core).map(|(all, core)| core.end..all.end));
    }

    /// Tokens that are the same on both sides, white space between them included.
    fn same(&mut self, tokens: &Pair<Tokens>) {
        let of = |side: &Side, tokens: &Tokens| side.tokens.get(tokens.clone()).and_then(extent);
        if let (Some(a), Some(b)) = (of(&self.sides.a, &tokens.a), of(&self.sides.b, &tokens.b)) {
            self.gap(Pair::new(a.start, b.start));
            self.equal(Pair::new(a.end, b.end));
            self.count(tokens);
        }
    }

    /// How many tokens both sides have in common at one edge, with the white space between them, short of taking apart
    /// what a hyphen ties together.
    fn shared(&self, tokens: &Pair<Tokens>, edge: Edge) -> usize {
        // The k-th token from the edge, with the white space that parts it from the one before it on the way in.
        let piece = |side: &Side<'d>, tokens: &Tokens, k: usize| {
            let (at, outer) = match edge {
                Edge::Start => (tokens.start + k, tokens.start + k.saturating_sub(1)),
                Edge::End => (tokens.end - 1 - k, tokens.end - 1 - k.saturating_sub(1)),
            };
            let (token, outer) = (side.tokens.get(at)?.span, side.tokens.get(outer)?.span);
            Some(token.cover(outer).slice(side.text))
        };
        let most = tokens.a.len().min(tokens.b.len());
        let alike = |k: &usize| piece(&self.sides.a, &tokens.a, *k) == piece(&self.sides.b, &tokens.b, *k);
        let mut shared = (0..most).take_while(alike).count();
        let cuts = |side: &Side, tokens: &Tokens, k: usize| {
            let at = match edge {
                Edge::Start => tokens.start + k,
                Edge::End => tokens.end - k,
            };
            tied(side.text, &side.tokens, at)
        };
        while shared > 0 && (cuts(&self.sides.a, &tokens.a, shared) || cuts(&self.sides.b, &tokens.b, shared)) {
            shared -= 1;
        }
        shared
    }

    /// Where each side's first token starts, its last one ends, and the next one starts; for a side without tokens, all
    /// between the neighbours.
    fn bounds(&self, tokens: &Pair<Tokens>) -> Pair<Bounds> {
        self.sides.as_ref().zip(tokens.as_ref()).zip(self.at).map(|((side, tokens), at)| {
            let inside = side.tokens.get(tokens.clone()).and_then(extent).unwrap_or(Span::empty(at));
            let next = side.tokens.get(tokens.end).map_or(side.span.end, |t| t.span.start);
            Bounds { start: inside.start, end: inside.end, next }
        })
    }

    /// Covers the white space before a change with tokens on both sides, where both have some, and says up to where the
    /// change goes: white space that one side alone has is part of it.
    fn before_replacement(&mut self, tokens: &Pair<Tokens>) -> Pair<u32> {
        let bounds = self.bounds(tokens);
        let before = self.until(bounds.map(|b| b.start));
        if before.a.is_empty() == before.b.is_empty() {
            self.gap(bounds.map(|b| b.start));
        }
        let followed = bounds.map(|b| b.end < b.next);
        if followed.a == followed.b { bounds.map(|b| b.end) } else { bounds.map(|b| b.next) }
    }

    /// A wording that became another.
    fn replaced(&mut self, tokens: &Pair<Tokens>) {
        let to = self.before_replacement(tokens);
        let cosmetic = alike(self.texts(self.until(to)));
        if cosmetic {
            self.count(tokens);
        }
        self.differ(cosmetic, to);
    }

    /// Something that only one side has. One of the spaces around it goes with it, the other is the one that stays.
    fn one_sided(&mut self, tokens: &Pair<Tokens>) {
        let has = if tokens.b.is_empty() { At::A } else { At::B };
        let both = |own: u32, other: u32| match has {
            At::A => Pair::new(own, other),
            At::B => Pair::new(other, own),
        };
        let bounds = self.bounds(tokens);
        let (own, next) = (*bounds.side(has), bounds.map(|b| b.next));
        let (own_at, other_at, other_next) = (*self.at.side(has), *self.at.side(has.other()), *next.side(has.other()));
        let text = |side: At, start: u32, end: u32| Span { start, end }.slice(self.sides.side(side).text);
        let (before, after) = (text(has, own_at, own.start), text(has, own.end, own.next));
        let gap = text(has.other(), other_at, other_next);
        let like = |space: &str| space.is_empty() == gap.is_empty();
        if gap.strip_prefix(before) == Some(after) {
            let before = before.len() as u32;
            self.equal(both(own.start, other_at + before));
            self.only(both(own.end, other_at + before));
        } else if before == gap || (after != gap && like(before)) {
            self.gap(both(own.start, other_next));
            self.only(next);
        } else if like(after) {
            self.only(both(own.end, other_at));
        } else {
            self.only(next);
        }
    }

    /// What one side has up to `to`; a soft hyphen or the like by itself is typography.
    fn only(&mut self, to: Pair<u32>) {
        let texts = self.texts(self.until(to));
        let cosmetic = !(texts.a.is_ascii() && texts.b.is_ascii()) && alike(texts);
        self.differ(cosmetic, to);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

#[derive(Clone, Copy)]
struct Bounds {
    start: u32,
    end: u32,
    next: u32,
}

/// From the first of some tokens to the last.
fn extent(tokens: &[Token]) -> Option<Span> {
    Some(tokens.first()?.span.cover(tokens.last()?.span))
}

fn folded(text: &str) -> String {
    let mut out = String::new();
    key::folded(text, &mut out);
    out
}

/// Whether two texts differ in typography at most.
fn alike(texts: Pair<&str>) -> bool {
    key::is_same_typography_aside(texts.a, texts.b)
}
