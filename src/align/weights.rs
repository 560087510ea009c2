//! The learned numbers of the alignment, printed by `tests/fit/fit.py`; not for editing by hand. Imports nothing.
//!
//! Fitted on the development halves of `aesop`, `argrewrite_v2`, `deplain_web`, `porsimples_nat_str`, `porsimples_ori_nat`
//! and on noisy copies of them; `fit.py` says how, and reports what they are worth on documents and corpora left out.

/// Weights of the first pass, in the order of `feature::FIRST_NAMES`; the constant last.
#[rustfmt::skip]
pub(super) const FIRST: [f64; 14] = [
    -0.07190, // s
    3.68778, // overlap
    -1.07668, // covered
    0.78342, // names
    0.47772, // numbers
    0.86097, // shared
    1.72574, // rare
    -4.05581, // content
    -0.59902, // shorter
    6.81802, // margin
    2.04762, // relative
    8.11366, // context
    -3.04454, // parallel
    -4.02371, // constant
];

/// Weights of the second pass: those of the first, then `context::CONTEXT_NAMES`; the constant last.
#[rustfmt::skip]
pub(super) const SECOND: [f64; 24] = [
    5.70480, // s
    4.10093, // overlap
    -2.60261, // covered
    0.75402, // names
    0.42859, // numbers
    1.53068, // shared
    0.10462, // rare
    -3.49868, // content
    -0.94309, // shorter
    -1.35125, // margin
    0.14650, // relative
    1.27804, // context
    -2.63117, // parallel
    0.16365, // believed
    0.48436, // neighbours
    1.33960, // beside
    -0.08298, // rival
    -0.23052, // lesser_rival
    -0.47632, // both_rivals
    -1.35788, // off_chain
    -1.38183, // off_firm_chain
    2.43508, // unexplained
    1.40656, // more_unexplained
    -5.40424, // constant
];

/// Weights of the third pass, in the order of the second; the constant last.
#[rustfmt::skip]
pub(super) const THIRD: [f64; 24] = [
    5.24855, // s
    3.51278, // overlap
    -1.98013, // covered
    0.66376, // names
    0.38994, // numbers
    1.22583, // shared
    0.36433, // rare
    -3.17844, // content
    -0.80406, // shorter
    -0.53687, // margin
    0.50356, // relative
    2.04677, // context
    -3.01232, // parallel
    0.16483, // believed
    0.36873, // neighbours
    1.54132, // beside
    -0.10460, // rival
    -0.25249, // lesser_rival
    -0.07479, // both_rivals
    -1.10196, // off_chain
    -0.61022, // off_firm_chain
    1.89294, // unexplained
    1.30342, // more_unexplained
    -5.50880, // constant
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
    1.0 / (1.0 + (-(0.7013 * odds.ln() + 0.0739)).exp())
}
