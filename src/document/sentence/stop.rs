//! A stop and all that belongs to it: the marks in a row, the quotation marks and brackets they stand in, the white space
//! after them. May import `class` and `reader`.

use crate::document::class::Class;
use crate::document::reader::Reader;

/// What kind of mark a stop ends in; the last mark that is no mere dot decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A single `.`: a full stop, or the end of an abbreviation.
    Dot,
    /// Several dots or `…`.
    Ellipsis,
    /// `!`, `?` and what is made of them; the Greek question mark.
    Exclamation,
    /// Full-width stops of Chinese and Japanese, which no space follows.
    Wide,
    /// The stop of a script that uses it for nothing else: danda, Arabic question mark.
    Plain,
    /// A space, where a language parts its sentences by spaces.
    Space,
}

/// A stop in a text; offsets in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// What kind it is.
    pub(super) mark: Mark,
    /// First byte of its first mark.
    pub(super) start: usize,
    /// One past its last mark, quotation mark, bracket or note reference.
    pub(super) close: usize,
    /// First byte after it that is not white space.
    pub(super) next: usize,
    /// Whether a closing quotation mark follows the marks.
    pub(super) quoted: bool,
    /// Whether a closing bracket follows the marks.
    pub(super) bracketed: bool,
}

impl Stop {
    /// Reads the stop that begins at `start`.
    pub(super) fn read(reader: Reader<'_>, start: usize) -> Self {
        let mut stop = Self { mark: Mark::Dot, start, close: start, next: start, quoted: false, bracketed: false };
        // The commonest: a full stop, a space, and nothing that either could hold on to.
        if let Some([b'.', b' ', next, ..]) = reader.bytes.get(start..)
            && next.is_ascii_alphanumeric()
        {
            return Self { close: start + 1, next: start + 2, ..stop };
        }
        if let Some(first) = reader.char(start).filter(|&c| !is_mark(c)) {
            stop.mark = if first == ';' { Mark::Exclamation } else { Mark::Space };
            stop.close = start + usize::from(first == ';');
            stop.next = reader.skip_spaces(start + 1);
            return stop;
        }
        let mut marks = 0;
        loop {
            let before = stop.close;
            stop.take_marks(reader, &mut marks);
            stop.take_closers(reader);
            if stop.close == before {
                break;
            }
        }
        stop.next = reader.skip_spaces(stop.close);
        stop
    }

    /// Whether white space follows, or nothing.
    pub(super) fn is_apart(&self) -> bool {
        self.next > self.close
    }

    /// Where to look for the next stop.
    pub(super) fn resume(&self) -> usize {
        self.next.max(self.start + 1)
    }

    fn take_marks(&mut self, reader: Reader<'_>, marks: &mut usize) {
        while let Some(c) = reader.char(self.close) {
            let after = self.close + c.len_utf8();
            if is_mark(c) {
                self.mark = self.mark_with(c, *marks);
                *marks += 1;
                self.close = after;
            } else if let Some(dot) = spaced_dot(reader, self.close).filter(|_| self.is_dots() && *marks > 0) {
                self.close = dot;
            } else {
                return;
            }
        }
    }

    fn is_dots(&self) -> bool {
        matches!(self.mark, Mark::Dot | Mark::Ellipsis)
    }

    fn mark_with(&self, c: char, marks: usize) -> Mark {
        let own = mark_of(c);
        match (self.mark, own) {
            _ if marks == 0 => own,
            (_, Mark::Dot) if self.is_dots() => Mark::Ellipsis,
            (known, Mark::Dot | Mark::Ellipsis) => known,
            _ => own,
        }
    }

    fn take_closers(&mut self, reader: Reader<'_>) {
        while let Some(c) = reader.char(self.close) {
            let after = self.close + c.len_utf8();
            match c {
                _ if is_closing_quote(c) || self.mark != Mark::Wide && is_low_closing_quote(c) => self.quoted = true,
                ')' | ']' | '}' | '）' | '］' | '〕' | '】' => self.bracketed = true,
                // Emphasis marks of plain text; figures that point to a note.
                '*' | '_' | '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{2079}' => {}
                '[' => match note_end(reader, self.close) {
                    Some(end) => {
                        self.close = end;
                        continue;
                    }
                    None => return,
                },
                _ if !c.is_ascii() && Class::of(c) == Class::Mark => {}
                _ => match spaced_guillemet(reader, self.close) {
                    Some(end) => {
                        self.quoted = true;
                        self.close = end;
                        continue;
                    }
                    None => return,
                },
            }
            self.close = after;
        }
    }
}

/// The place of a dot that follows the white space at `at` and is no decimal point and no file name: `. . .`
fn spaced_dot(reader: Reader<'_>, at: usize) -> Option<usize> {
    let dot = reader.skip_spaces(at);
    let after = reader.class(dot + 1);
    (dot > at && reader.char(dot) == Some('.') && !after.is_word()).then_some(dot)
}

/// The end of a `»` after white space that closes: French sets it apart, German opens with it right before a word.
fn spaced_guillemet(reader: Reader<'_>, at: usize) -> Option<usize> {
    let place = reader.skip_spaces(at);
    let mark = reader.char(place).filter(|c| matches!(c, '»' | '›') && place > at)?;
    let end = place + mark.len_utf8();
    (!reader.class(end).is_word()).then_some(end)
}

/// The end of the reference to a note, `[12]`, at a place.
fn note_end(reader: Reader<'_>, at: usize) -> Option<usize> {
    let digits = reader.bytes.get(at + 1..)?.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let end = at + 1 + digits;
    (digits > 0 && reader.char(end) == Some(']')).then_some(end + 1)
}

fn mark_of(c: char) -> Mark {
    match c {
        '.' | '\u{2024}' | '\u{fe52}' => Mark::Dot,
        '…' => Mark::Ellipsis,
        '!' | '?' | '\u{203c}' | '\u{203d}' | '\u{2047}'..='\u{2049}' => Mark::Exclamation,
        '\u{3002}' | '\u{fe12}'..='\u{fe57}' | '\u{ff01}' | '\u{ff0e}' | '\u{ff1f}' | '\u{ff61}' => Mark::Wide,
        _ => Mark::Plain,
    }
}

/// A quotation mark that closes wherever it stands right after a stop.
fn is_closing_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '’' | '”' | '»' | '›' | '」' | '』' | '》' | '〉' | '｣' | '″' | '＂')
}

/// A quotation mark that closes in some languages: German „…“, »…«. Chinese and Japanese open with it.
fn is_low_closing_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹')
}

/// Whether a character may end a sentence: Unicode's terminators as UAX 29 breaks after them, and the ellipsis.
pub(super) fn is_mark(c: char) -> bool {
    match c {
        '.' | '!' | '?' | '…' => true,
        '\0'..='\u{588}' => false,
        _ => is_rare_mark(c),
    }
}

/// The property `Sentence_Terminal` beyond ASCII, but for the semicolon-like marks that UAX 29 lets a sentence go on after.
fn is_rare_mark(c: char) -> bool {
    matches!(c, '\u{589}' | '\u{61d}'..='\u{61f}' | '\u{6d4}' | '\u{700}'..='\u{702}' | '\u{7f9}' | '\u{837}' | '\u{839}'
        | '\u{83d}'..='\u{83e}' | '\u{964}'..='\u{965}' | '\u{104a}'..='\u{104b}' | '\u{1362}' | '\u{1367}'..='\u{1368}'
        | '\u{166e}' | '\u{1735}'..='\u{1736}' | '\u{17d4}'..='\u{17d5}' | '\u{1803}' | '\u{1809}' | '\u{1944}'..='\u{1945}'
        | '\u{1aa8}'..='\u{1aab}' | '\u{1b4e}'..='\u{1b4f}' | '\u{1b5a}'..='\u{1b5b}' | '\u{1b5e}'..='\u{1b5f}'
        | '\u{1b7d}'..='\u{1b7f}' | '\u{1c3b}'..='\u{1c3c}' | '\u{1c7e}'..='\u{1c7f}' | '\u{2024}' | '\u{203c}'..='\u{203d}'
        | '\u{2047}'..='\u{2049}' | '\u{2cf9}'..='\u{2cfb}' | '\u{2e2e}' | '\u{2e3c}' | '\u{2e53}'..='\u{2e54}' | '\u{3002}'
        | '\u{a4ff}' | '\u{a60e}'..='\u{a60f}' | '\u{a6f3}' | '\u{a6f7}' | '\u{a876}'..='\u{a877}' | '\u{a8ce}'..='\u{a8cf}'
        | '\u{a92f}' | '\u{a9c8}'..='\u{a9c9}' | '\u{aa5d}'..='\u{aa5f}' | '\u{aaf0}'..='\u{aaf1}' | '\u{abeb}' | '\u{fe12}'
        | '\u{fe15}'..='\u{fe16}' | '\u{fe52}' | '\u{fe56}'..='\u{fe57}' | '\u{ff01}' | '\u{ff0e}' | '\u{ff1f}' | '\u{ff61}')
        || is_mark_of_ancient_script(c)
}

fn is_mark_of_ancient_script(c: char) -> bool {
    matches!(c, '\u{10a56}'..='\u{10a57}' | '\u{10f55}'..='\u{10f59}' | '\u{10f86}'..='\u{10f89}' | '\u{11047}'..='\u{11048}'
        | '\u{110be}'..='\u{110c1}' | '\u{11141}'..='\u{11143}' | '\u{111c5}'..='\u{111c6}' | '\u{111cd}' | '\u{111de}'..='\u{111df}'
        | '\u{11238}'..='\u{11239}' | '\u{1123b}'..='\u{1123c}' | '\u{112a9}' | '\u{113d4}'..='\u{113d5}'
        | '\u{1144b}'..='\u{1144c}' | '\u{115c2}'..='\u{115c3}' | '\u{115c9}'..='\u{115d7}' | '\u{11641}'..='\u{11642}'
        | '\u{1173c}'..='\u{1173e}' | '\u{11944}' | '\u{11946}' | '\u{11a42}'..='\u{11a43}' | '\u{11a9b}'..='\u{11a9c}'
        | '\u{11c41}'..='\u{11c42}' | '\u{11ef7}'..='\u{11ef8}' | '\u{11f43}'..='\u{11f44}' | '\u{16a6e}'..='\u{16a6f}'
        | '\u{16af5}' | '\u{16b37}'..='\u{16b38}' | '\u{16b44}' | '\u{16d6e}'..='\u{16d6f}' | '\u{16e98}' | '\u{1bc9f}'
        | '\u{1da88}')
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    #[test]
    fn marks_are_those_that_uax_29_breaks_after_and_the_ellipsis() {
        for c in (0..=0x0010_ffff).filter_map(char::from_u32).filter(|c| !c.is_whitespace() && !c.is_control()) {
            let breaks = format!("a{c} B").split_sentence_bounds().count() == 2;
            assert_eq!(is_mark(c), breaks || c == '…', "{c:?} U+{:04X}", c as u32);
        }
    }

    #[test]
    fn a_stop_takes_all_that_belongs_to_it() {
        let stop = |text: &str| {
            let stop = Stop::read(Reader::new(text), 1);
            let closed = text.get(1..stop.close).unwrap_or_default();
            (stop.mark, closed.to_owned(), text.get(stop.next..) == Some("B"))
        };
        assert_eq!(stop("a. B"), (Mark::Dot, ".".into(), true));
        assert_eq!(stop("a...” B"), (Mark::Ellipsis, "...”".into(), true));
        assert_eq!(stop("a. . . B"), (Mark::Ellipsis, ". . .".into(), true));
        assert_eq!(stop("a?!)\" B"), (Mark::Exclamation, "?!)\"".into(), true));
        assert_eq!(stop("a?\".) B"), (Mark::Exclamation, "?\".)".into(), true));
        assert_eq!(stop("a.[12][3] B"), (Mark::Dot, ".[12][3]".into(), true));
        assert_eq!(stop("a. » B"), (Mark::Dot, ". »".into(), true));
        assert_eq!(stop("a. »B"), (Mark::Dot, ".".into(), false));
        assert_eq!(stop("a。”B"), (Mark::Wide, "。”".into(), true));
        assert_eq!(stop("a。“B"), (Mark::Wide, "。".into(), false));
    }
}
