//! The rows of the page: every passage link once, in an order in which both columns read top to bottom. A moved passage has
//! two rows, one where a tells it and one where b does. May import `report` and `runs`.

use crate::render::runs::Sides;
use crate::report::{Link, Relation, Report, Status};

/// What of a passage link a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// A moved passage at its place in a.
    From,
    /// A moved passage at its place in b.
    To,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    /// The passage link.
    pub link: &'r Link,
    /// What of it.
    pub part: Part,
    /// How many lines it is expected to take.
    pub lines: u32,
    /// Where it begins on the map, 0 to [`SLOTS`].
    pub slot: u32,
}

/// The height of the map.
pub const SLOTS: u32 = 600;

/// All rows, and what the sentence links say of them.
#[derive(Clone, Debug)]
pub struct Rows<'r> {
    rows: Vec<Row<'r>>,
    /// Sentence links with claims, by the passage link they are listed under.
    claims: Vec<(u32, &'r Link)>,
}

impl<'r> Rows<'r> {
    /// Orders the rows.
    pub fn new(report: &'r Report<'r>, sides: &Sides<'r>) -> Self {
        let order = match report.relation {
            Relation::Versions => merged(report),
            // Order means nothing between outlets: b's is followed.
            Relation::Outlets => report.passages.iter().map(|link| (link, Part::Whole)).collect(),
        };
        let mut rows: Vec<Row> =
            order.into_iter().map(|(link, part)| Row { link, part, lines: lines(link, part), slot: 0 }).collect();
        let total: u64 = rows.iter().map(|r| u64::from(r.lines)).sum::<u64>().max(1);
        let mut above = 0;
        for row in &mut rows {
            row.slot = (above * u64::from(SLOTS) / total) as u32;
            above += u64::from(row.lines);
        }
        let mut claims: Vec<(u32, &Link)> = report
            .sentences
            .iter()
            .filter(|l| !l.claims.is_empty())
            .filter_map(|l| Some((sides.home(l)?.id, l)))
            .collect();
        claims.sort_by_key(|&(passage, link)| (passage, link.id));
        Self { rows, claims }
    }

    /// All rows in order.
    pub fn all(&self) -> &[Row<'r>] {
        &self.rows
    }

    /// The sentence links of a passage link that have claims.
    pub fn claims_of(&self, passage: u32) -> &[(u32, &'r Link)] {
        let start = self.claims.partition_point(|&(p, _)| p < passage);
        let end = self.claims.partition_point(|&(p, _)| p <= passage);
        self.claims.get(start..end).unwrap_or_default()
    }

    /// All sentence links that have claims, with the passage link they are listed under, in the order of the links.
    pub fn claims(&self) -> &[(u32, &'r Link)] {
        &self.claims
    }
}

/// Between two passages that kept their order: first what only a has there, then what only b has there.
fn merged<'r>(report: &'r Report<'r>) -> Vec<(&'r Link, Part)> {
    let only_a = |l: &Link| l.status == Status::Removed || l.moved;
    let mut leaving: Vec<&Link> = report.passages.iter().filter(|l| only_a(l)).collect();
    leaving.sort_by_key(|l| l.units.a.start);
    let mut leaving = leaving.into_iter().map(|l| (l, if l.moved { Part::From } else { Part::Whole })).peekable();
    let mut coming: Vec<(&Link, Part)> = Vec::new();
    let mut out = Vec::with_capacity(report.passages.len());
    for link in &report.passages {
        match link.status {
            Status::Removed => {}
            Status::Added => coming.push((link, Part::Whole)),
            _ if link.moved => coming.push((link, Part::To)),
            Status::Unchanged | Status::Reworded => {
                while let Some(row) = leaving.next_if(|(l, _)| l.units.a.start < link.units.a.start) {
                    out.push(row);
                }
                out.append(&mut coming);
                out.push((link, Part::Whole));
            }
        }
    }
    out.extend(leaving);
    out.append(&mut coming);
    out
}

/// Bytes of text on a line of a column: 62 letters, or 29 characters of three bytes and two columns each.
const LINE: usize = 64;

fn lines(link: &Link, part: Part) -> u32 {
    let of = |bytes: usize, units: usize| (bytes / LINE + 2 * units) as u32;
    let a = of(link.spans.a.len(), link.units.a.len());
    let b = of(link.spans.b.len(), link.units.b.len());
    match part {
        Part::Whole => a.max(b),
        Part::From => a,
        Part::To => b,
    }
}
