//! The map: the whole comparison in one narrow picture, a's column beside b's, moved passages joined. Of a fixed size
//! however long the articles are.

use maud::{Markup, html};

use super::order::{Part, Row, SLOTS};
use super::{Page, text};
use crate::Side;
use crate::report::{Link, Status};

/// What stands in a slot of one side, the more telling the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    #[default]
    Nothing,
    Unchanged,
    Cosmetic,
    Reworded,
    Moved,
    Added,
    Removed,
    Claim,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Unchanged => "unchanged",
            Self::Cosmetic => "cosmetic",
            Self::Reworded => "reworded",
            Self::Moved => "moved",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Claim => "claim",
        }
    }

    fn of(link: &Link, claims: bool) -> Self {
        match link.status {
            _ if claims => Self::Claim,
            Status::Added => Self::Added,
            Status::Removed => Self::Removed,
            _ if link.moved => Self::Moved,
            Status::Reworded => Self::Reworded,
            Status::Unchanged if link.cosmetic => Self::Cosmetic,
            Status::Unchanged => Self::Unchanged,
        }
    }
}

/// A stretch of one side that looks alike, and the row it begins with.
struct Band<'r> {
    look: Look,
    from: usize,
    to: usize,
    link: Option<&'r Link>,
}

/// The map as markup. The way through the page that it offers is offered by the claims list and the keys too.
pub fn map(page: &Page) -> Markup {
    html! {
        div.map aria-hidden="true" {
            svg viewBox={ "0 0 40 " (SLOTS) } preserveAspectRatio="none" {
                (column(page, Side::A, 1))
                (column(page, Side::B, 23))
                @for (from, to) in moves(page) {
                    path.wire d={ "M17 " (from) "L23 " (to) } {}
                }
            }
            div.lens hidden {}
        }
    }
}

fn column(page: &Page, side: Side, x: u32) -> Markup {
    html! {
        @for band in bands(page, side).into_iter().filter(|b| b.look != Look::Nothing) {
            @let rect = html! { rect class=(band.look.class()) x=(x) y=(band.from) width="16" height=(band.to - band.from) {} };
            @match band.link {
                Some(link) if band.look > Look::Cosmetic => a href={ "#" (text::row_id(link, side)) } tabindex="-1" { (rect) },
                _ => (rect),
            }
        }
    }
}

fn bands<'r>(page: &Page<'r>, side: Side) -> Vec<Band<'r>> {
    let mut slots: Vec<(Look, Option<&Link>)> = vec![(Look::Nothing, None); SLOTS as usize];
    for (row, end) in extents(page.rows.all()) {
        if shows(row, side) {
            let look = Look::of(row.link, !page.rows.claims_of(row.link.id).is_empty());
            let range = row.slot as usize..end.max(row.slot + 1).min(SLOTS) as usize;
            for slot in slots.get_mut(range).unwrap_or_default() {
                if look > slot.0 {
                    *slot = (look, Some(row.link));
                }
            }
        }
    }
    let mut out: Vec<Band> = Vec::new();
    for (at, (look, link)) in slots.into_iter().enumerate() {
        match out.last_mut() {
            Some(band) if band.look == look && (look <= Look::Cosmetic || same(band.link, link)) => band.to = at + 1,
            _ => out.push(Band { look, from: at, to: at + 1, link }),
        }
    }
    out
}

fn same(one: Option<&Link>, other: Option<&Link>) -> bool {
    one.map(|l| l.id) == other.map(|l| l.id)
}

/// Rows with the slot they end before.
fn extents<'s, 'r>(rows: &'s [Row<'r>]) -> impl Iterator<Item = (&'s Row<'r>, u32)> {
    rows.iter().zip(rows.iter().skip(1).map(|r| r.slot).chain([SLOTS]))
}

fn shows(row: &Row, side: Side) -> bool {
    let other = match side {
        Side::A => Part::To,
        Side::B => Part::From,
    };
    row.part != other && !row.link.units.side(side).is_empty()
}

/// The two slots of each moved passage; no more of them than the map has room for.
fn moves(page: &Page) -> Vec<(u32, u32)> {
    let slots = |part: Part| {
        let mut all: Vec<(u32, u32)> =
            page.rows.all().iter().filter(|r| r.part == part).map(|r| (r.link.id, r.slot)).collect();
        all.sort_unstable();
        all
    };
    let mut out: Vec<(u32, u32)> =
        slots(Part::From).into_iter().zip(slots(Part::To)).map(|((_, from), (_, to))| (from, to)).collect();
    out.sort_unstable();
    out.dedup();
    out.truncate(SLOTS as usize);
    out
}
