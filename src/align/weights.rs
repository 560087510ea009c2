//! The learned numbers of the alignment, printed by `tests/fit/fit.py`; not for editing by hand. Imports nothing.
//!
//! Fitted on the development halves of `aesop`, `argrewrite_v2`, `deplain_web`, `porsimples_nat_str`, `porsimples_ori_nat`
//! and on noisy copies of them; `fit.py` says how, and reports what they are worth on documents and corpora left out.

/// Weights of the first pass, in the order of `feature::FIRST_NAMES`; the constant last.
#[rustfmt::skip]
pub(super) const FIRST: [f64; 14] = [
    2.56479, // s
    3.08452, // overlap
    -1.47198, // covered
    0.54935, // names
    0.38239, // numbers
    1.22906, // shared
    1.67403, // rare
    -5.84531, // content
    -0.96651, // shorter
    6.63974, // margin
    1.92686, // relative
    8.08081, // context
    -2.94874, // parallel
    -3.74635, // constant
];

/// Weights of the second pass: those of the first, then `context::CONTEXT_NAMES`; the constant last.
#[rustfmt::skip]
pub(super) const SECOND: [f64; 26] = [
    8.86517, // s
    3.76687, // overlap
    -3.09158, // covered
    0.65661, // names
    0.37029, // numbers
    1.71807, // shared
    -0.00506, // rare
    -5.31535, // content
    -1.29083, // shorter
    -1.50899, // margin
    0.25508, // relative
    1.68012, // context
    -4.97592, // parallel
    0.08556, // believed
    0.22975, // neighbours
    1.13772, // beside
    -0.04689, // rival
    -0.16933, // lesser_rival
    -0.89503, // both_rivals
    -1.53642, // off_chain
    -1.84077, // off_firm_chain
    2.57548, // unexplained
    1.61598, // more_unexplained
    3.10172, // less_covered
    -0.19993, // more_covered
    -5.65028, // constant
];

/// Weights of the third pass, in the order of the second; the constant last.
#[rustfmt::skip]
pub(super) const THIRD: [f64; 26] = [
    9.05472, // s
    3.30719, // overlap
    -2.91394, // covered
    0.59378, // names
    0.35605, // numbers
    1.54812, // shared
    0.24545, // rare
    -5.18929, // content
    -1.23163, // shorter
    -0.73099, // margin
    0.35918, // relative
    2.23839, // context
    -5.12386, // parallel
    0.06528, // believed
    0.13183, // neighbours
    1.44132, // beside
    -0.08107, // rival
    -0.15188, // lesser_rival
    -1.01801, // both_rivals
    -1.14128, // off_chain
    -1.40307, // off_firm_chain
    2.20416, // unexplained
    1.40939, // more_unexplained
    3.13330, // less_covered
    -0.13778, // more_covered
    -5.67893, // constant
];

/// Least and greatest probability from which on a pair is said.
const LEAST: f64 = 0.3;
const MOST: f64 = 0.8;
/// The first below this share of kept sentences, the second above that one.
const FEW: f64 = 0.25;
const MANY: f64 = 0.35;
/// And the second only where so large a share of either side's sentences stands alone.
const REST: f64 = 0.15;

/// The probability from which on a pair is said, by the share of sentences that stand on both sides word for word and by the
/// share, of the side that has more alone, that may expect a counterpart. In a lightly edited text from which much was taken,
/// or to which much was added, a pair needs more evidence: what was rewritten beyond recognition was replaced.
pub(super) fn threshold(kept: f64, covered: f64) -> f64 {
    let edited = ((kept - FEW) / (MANY - FEW)).clamp(0.0, 1.0);
    let alone = ((1.0 - covered) / REST).min(1.0);
    LEAST + (MOST - LEAST) * edited * alone
}

/// How sure a reader may be of a pair that is said, 0 to 1: Platt scaling on documents and corpora left out.
pub(super) fn confidence(probability: f64) -> f64 {
    let odds = (probability / (1.0 - probability).max(1e-9)).max(1e-9);
    1.0 / (1.0 + (-(0.6681 * odds.ln() + 0.1419)).exp())
}
