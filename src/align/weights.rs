//! The learned numbers of the alignment, printed by `tests/fit/fit.py`; not for editing by hand. Imports nothing.
//!
//! Fitted on the development halves of `aesop`, `argrewrite_v2`, `deplain_web`, `porsimples_nat_str`, `porsimples_ori_nat`
//! and on noisy copies of them; `fit.py` says how, and reports what they are worth on documents and corpora left out.

/// Weights of the first pass, in the order of `feature::FIRST_NAMES`; the constant last.
#[rustfmt::skip]
pub(super) const FIRST: [f64; 14] = [
    -0.07488, // s
    3.64515, // overlap
    -1.06581, // covered
    0.77342, // names
    0.47818, // numbers
    0.86133, // shared
    1.71692, // rare
    -3.98194, // content
    -0.59647, // shorter
    6.76717, // margin
    2.06643, // relative
    8.16582, // context
    -3.03405, // parallel
    -4.04102, // constant
];

/// Weights of the second pass: those of the first, then `context::CONTEXT_NAMES`; the constant last.
#[rustfmt::skip]
pub(super) const SECOND: [f64; 24] = [
    5.79748, // s
    4.11851, // overlap
    -2.57827, // covered
    0.76371, // names
    0.44304, // numbers
    1.53382, // shared
    0.14262, // rare
    -3.52014, // content
    -0.94405, // shorter
    -1.18981, // margin
    0.18920, // relative
    1.50537, // context
    -2.63920, // parallel
    0.13306, // believed
    0.46812, // neighbours
    1.32609, // beside
    -0.08395, // rival
    -0.23016, // lesser_rival
    -0.47246, // both_rivals
    -1.39866, // off_chain
    -1.38067, // off_firm_chain
    2.45468, // unexplained
    1.34113, // more_unexplained
    -5.44744, // constant
];

/// Weights of the third pass, in the order of the second; the constant last.
#[rustfmt::skip]
pub(super) const THIRD: [f64; 24] = [
    5.29258, // s
    3.53147, // overlap
    -1.99277, // covered
    0.67043, // names
    0.40495, // numbers
    1.25171, // shared
    0.35256, // rare
    -3.16562, // content
    -0.81429, // shorter
    -0.35912, // margin
    0.51687, // relative
    2.11391, // context
    -2.97826, // parallel
    0.13705, // believed
    0.36780, // neighbours
    1.55341, // beside
    -0.10458, // rival
    -0.25149, // lesser_rival
    -0.05648, // both_rivals
    -1.16688, // off_chain
    -0.64383, // off_firm_chain
    1.98960, // unexplained
    1.27438, // more_unexplained
    -5.60395, // constant
];

/// Least and greatest probability from which on a pair is said, and how it rises with the share of kept sentences.
const LEAST: f64 = 0.3;
const MOST: f64 = 0.75;
const SLOPE: f64 = 1.1;

/// The probability from which on a pair is said, by the share of sentences that stand on both sides word for word: in a lightly
/// edited text a pair needs more evidence, for most of what was rewritten beyond recognition was replaced.
pub(super) fn threshold(kept: f64) -> f64 {
    (SLOPE * kept).clamp(LEAST, MOST)
}

/// How sure a reader may be of a pair that is said, 0 to 1: Platt scaling on documents and corpora left out.
pub(super) fn confidence(probability: f64) -> f64 {
    let odds = (probability / (1.0 - probability).max(1e-9)).max(1e-9);
    1.0 / (1.0 + (-(0.7423 * odds.ln() + 0.0402)).exp())
}
