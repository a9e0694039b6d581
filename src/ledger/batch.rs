//! Many signatures at once, with exactly the verdict of one strict verification after another.
//!
//! Why not the usual batch equation: whoever signs with R = rB + T, T a point of small order, makes signatures that it
//! accepts and a single verification refuses. Here, for signatures (R, S) of texts M by keys A, k = H(R ‖ A ‖ M):
//! 1. each S is below L, each R and A is canonical, a point, and not of small order (cheap, one by one);
//! 2. 8·Σ z·(S·B − R − k·A) = 0, z 128 random bits each: every defect D = S·B − R − k·A is then of small order;
//! 3. [`SUBSETS`] sums over random subsets of all R and A are free of torsion: every R and A is then of prime order,
//!    hence every D too, hence every D is zero.
//!
//! The bits of z choose the subsets as well: Σ z·R is the sum of 2ⁿ times the sum of those R whose z has bit n, so that all
//! R are added up once for both. That one coin serves two tests does not help to pass either of them: the chance to pass one
//! that should fail is at most as below, whatever the other does.
//!
//! The coins are the verifier's own, fresh for each batch, and not known to whoever made the signatures. A signature that
//! the key's owner did not make passes 2 with a probability of at most 2⁻¹²⁸; one that its owner made, with a commitment
//! or a key of mixed order so that verifiers disagree on it, passes 3 with at most 2⁻⁶⁴ in each batch, and no trial of it
//! can be made alone. A batch that fails is halved until the strict rule says which one is wrong: on any doubt the strict
//! rule decides.
//!
//! A key that was in a batch which passed 3 is, but for that chance, of prime order, and stays so: [`Keys`] keeps its point
//! for the batches to come, which test it no more. (The ledger proves the same of each key that enters the book, but only
//! after its signature has been checked.)

#![expect(clippy::arithmetic_side_effects, reason = "points and scalars form groups: nothing overflows")]

use std::collections::BTreeMap;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, IsIdentity, VartimeMultiscalarMul};
use sha2::{Digest, Sha512};

use super::key::{Pubkey, Signature, is_canonical, is_small_order};

/// How many random subsets are tested for torsion: each misses a wrong batch with probability 1/2 at most.
const SUBSETS: usize = 64;

/// Bits of a weight: a wrong batch passes with probability 2⁻¹²⁸. The first [`SUBSETS`] of them choose the subsets.
const WEIGHT_BITS: usize = 128;

/// The most bits that one pass serves. With 10 there are fewer passes, but the buckets, of 160 bytes each, leave a core's own
/// cache to nobody else: on a machine that others use an audit took a tenth more.
const PASS_BITS_MAX: usize = 9;

/// Below this many one by one is as fast.
const WORTHWHILE: usize = 48;

/// Keys whose points are kept, at the most: 2 MiB of them.
const KEYS_MAX: usize = 8_192;

/// A text, and a signature said to be of it by a key.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The key.
    pub key: Pubkey,
    /// The text.
    pub text: &'a [u8],
    /// The signature.
    pub signature: Signature,
}

impl Claim<'_> {
    /// The strict verdict on this claim alone.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.key.verify(self.text, &self.signature)
    }
}

/// Keys that were found to be of prime order, and their points: whoever checks batch after batch keeps them, and is spared
/// finding it out again.
#[derive(Clone, Debug, Default)]
pub struct Keys(BTreeMap<Pubkey, EdwardsPoint>);

/// Which of these claims hold: exactly those of which [`Claim::holds`] says so. `coins` fills with random bytes, of the
/// verifier's own.
pub fn verdicts(claims: &[Claim<'_>], keys: &mut Keys, coins: &mut impl FnMut(&mut [u8])) -> Vec<bool> {
    if claims.len() < WORTHWHILE {
        return claims.iter().map(Claim::holds).collect();
    }
    if all_hold(claims, keys, coins) {
        return vec![true; claims.len()];
    }
    let (left, right) = claims.split_at(claims.len() >> 1);
    [verdicts(left, keys, coins), verdicts(right, keys, coins)].concat()
}

/// Whether all hold. A `false` says only that they should be looked at more closely.
fn all_hold(claims: &[Claim<'_>], keys: &mut Keys, coins: &mut impl FnMut(&mut [u8])) -> bool {
    let mut commitments = Vec::with_capacity(claims.len());
    let weights = random(claims.len(), coins);
    let mut base = Scalar::ZERO;
    let mut signers = Signers::default();
    for (claim, weight) in claims.iter().zip(&weights) {
        let Some(term) = term(claim) else { return false };
        let weight = Scalar::from(*weight);
        let Some(sum) = signers.sum(claim.key, keys) else { return false };
        *sum += weight * term.challenge;
        base += weight * term.scalar;
        commitments.push(term.commitment);
    }
    let sums = subset_sums(&commitments, &weights, WEIGHT_BITS);
    let unknown: Vec<EdwardsPoint> = signers.unknown.iter().map(|(_, point)| *point).collect();
    let unknown_sums = subset_sums(&unknown, &random(unknown.len(), coins), SUBSETS);
    if !sums.iter().zip(&unknown_sums).all(|(sum, unknown)| (sum + unknown).is_torsion_free()) {
        return false;
    }
    keys.keep(signers.unknown);
    let of_commitments = sums.iter().rev().fold(EdwardsPoint::identity(), |higher, sum| higher + higher + sum);
    let of_keys = EdwardsPoint::vartime_multiscalar_mul(
        signers.sums.iter().chain([&-base]),
        signers.points.iter().chain([&ED25519_BASEPOINT_POINT]),
    );
    (of_commitments + of_keys).mul_by_cofactor().is_identity()
}

impl Keys {
    fn keep(&mut self, proven: Vec<(Pubkey, EdwardsPoint)>) {
        let room = KEYS_MAX.saturating_sub(self.0.len());
        self.0.extend(proven.into_iter().take(room));
    }
}

/// The keys of a batch, each once: its place, point, and the sum of its scalars.
#[derive(Default)]
struct Signers {
    places: BTreeMap<Pubkey, usize>,
    points: Vec<EdwardsPoint>,
    sums: Vec<Scalar>,
    /// Those of which nobody knows yet whether they are of prime order.
    unknown: Vec<(Pubkey, EdwardsPoint)>,
}

impl Signers {
    /// The sum of this key's scalars so far; `None` if it is no point, or of small order.
    fn sum(&mut self, key: Pubkey, keys: &Keys) -> Option<&mut Scalar> {
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None => self.add(key, keys)?,
        };
        self.sums.get_mut(place)
    }

    fn add(&mut self, key: Pubkey, keys: &Keys) -> Option<usize> {
        let point = match keys.0.get(&key) {
            Some(point) => *point,
            None => {
                let point = point(key.bytes())?;
                self.unknown.push((key, point));
                point
            }
        };
        let place = self.points.len();
        self.places.insert(key, place);
        self.points.push(point);
        self.sums.push(Scalar::ZERO);
        Some(place)
    }
}

/// So many random numbers of [`WEIGHT_BITS`].
fn random(count: usize, coins: &mut impl FnMut(&mut [u8])) -> Vec<u128> {
    let mut random = vec![[0; 16]; count];
    coins(random.as_flattened_mut());
    random.into_iter().map(u128::from_le_bytes).collect()
}

/// What a claim contributes to the sums.
struct Term {
    commitment: EdwardsPoint,
    scalar: Scalar,
    challenge: Scalar,
}

fn term(claim: &Claim<'_>) -> Option<Term> {
    let (commitment, scalar) = claim.signature.parts();
    let scalar = Option::<Scalar>::from(Scalar::from_canonical_bytes(scalar))?;
    let mut hash = Sha512::new();
    hash.update(commitment);
    hash.update(claim.key.bytes());
    hash.update(claim.text);
    let challenge = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    Some(Term { commitment: point(&commitment)?, scalar, challenge })
}

/// A canonical point that is not of small order.
fn point(encoding: &[u8; 32]) -> Option<EdwardsPoint> {
    if !is_canonical(encoding) || is_small_order(encoding) {
        return None;
    }
    CompressedEdwardsY(*encoding).decompress()
}

/// For each of so many bits, the sum of the points whose number has it. A pass serves as many bits as a place among its
/// buckets has: each point falls into the bucket that these bits of its number name, and what has bit n is then the sum of
/// the buckets whose place has it.
fn subset_sums(points: &[EdwardsPoint], numbers: &[u128], bits: usize) -> Vec<EdwardsPoint> {
    let mut sums = vec![EdwardsPoint::identity(); bits];
    let width = bits_a_pass(points.len(), bits);
    for (pass, sums) in sums.chunks_mut(width).enumerate() {
        let mut buckets = vec![EdwardsPoint::identity(); 1 << sums.len()];
        for (point, number) in points.iter().zip(numbers) {
            let place = usize::try_from(number >> (pass * width) & ((1 << sums.len()) - 1)).unwrap_or_default();
            if let Some(sum) = buckets.get_mut(place) {
                *sum += point;
            }
        }
        // The upper half has the highest bit; put upon the lower half, it leaves the buckets of the other bits.
        for sum in sums.iter_mut().rev() {
            let upper = buckets.split_off(buckets.len() / 2);
            *sum = upper.iter().sum();
            buckets.iter_mut().zip(&upper).for_each(|(lower, upper)| *lower += upper);
        }
    }
    sums
}

/// With how many bits a pass the fewest points are added: every pass adds each point once, and each bucket twice.
fn bits_a_pass(count: usize, bits: usize) -> usize {
    let additions = |width: &usize| bits.div_ceil(*width) * (count + (2 << width));
    (1..=PASS_BITS_MAX).min_by_key(additions).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point_of(number: usize) -> EdwardsPoint {
        EdwardsPoint::mul_base(&Scalar::from(u64::try_from(number).unwrap() + 1))
    }

    #[test]
    fn the_sums_of_subsets_are_those_of_a_naive_count() {
        for count in [0, 1, 2, 47, 300, 2_000] {
            let points: Vec<EdwardsPoint> = (0..count).map(point_of).collect();
            let numbers = random(count, &mut |bytes| getrandom::fill(bytes).unwrap());
            for bits in [SUBSETS, WEIGHT_BITS] {
                let sums = subset_sums(&points, &numbers, bits);
                assert_eq!(sums.len(), bits);
                for (bit, sum) in sums.iter().enumerate() {
                    let subset = points.iter().zip(&numbers).filter(|(_, number)| *number >> bit & 1 == 1);
                    assert_eq!(*sum, subset.map(|(point, _)| point).sum::<EdwardsPoint>(), "of {count}, bit {bit} of {bits}");
                }
            }
        }
    }

    #[test]
    fn no_more_keys_are_kept_than_there_is_room_for() {
        let numbered = |number: u64| Pubkey::from_bytes(*Scalar::from(number).as_bytes());
        let mut keys = Keys::default();
        for some in 0..3 {
            keys.keep((0..5_000).map(|number| (numbered(some * 5_000 + number), ED25519_BASEPOINT_POINT)).collect());
        }
        assert_eq!(keys.0.len(), KEYS_MAX);
    }
}
