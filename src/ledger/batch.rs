//! Many signatures at once, with exactly the verdict of one strict verification after another.
//!
//! Why not the usual batch equation: whoever signs with R = rB + T, T a point of small order, makes signatures that it
//! accepts and a single verification refuses. Here, for signatures (R, S) of texts M by keys A, k = H(R ‖ A ‖ M):
//! 1. each S is below L, each R and A is canonical, a point, and not of small order (cheap, one by one);
//! 2. 8·Σ z·(S·B − R − k·A) = 0, z 128 random bits each: every defect D = S·B − R − k·A is then of small order;
//! 3. [`SUBSETS`] sums over random subsets of all R and A are free of torsion: every R and A is then of prime order,
//!    hence every D too, hence every D is zero.
//!
//! The coins are the verifier's own, fresh for each batch, and not known to whoever made the signatures. A signature that
//! the key's owner did not make passes 2 with a probability of at most 2⁻¹²⁸; one that its owner made, with a commitment
//! of mixed order so that verifiers disagree on it, passes 3 with at most 2⁻⁶⁴ in each audit, and no trial of it can be
//! made alone. A batch that fails is halved until the strict rule says which one is wrong: on any doubt the strict rule
//! decides.

#![expect(clippy::arithmetic_side_effects, reason = "points and scalars form groups: nothing overflows")]

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, IsIdentity, VartimeMultiscalarMul};
use sha2::{Digest, Sha512};

use super::key::{Pubkey, Signature, is_canonical, is_small_order};

/// How many random subsets are tested for torsion, at least: each misses a wrong batch with probability 1/2 at most.
pub const SUBSETS: usize = 64;

/// Random bytes of a weight: a wrong batch passes with probability 2⁻¹²⁸.
const WEIGHT_BYTES: usize = 16;

/// Below this many one by one is as fast.
const WORTHWHILE: usize = 48;

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

/// Which of these claims hold: exactly those of which [`Claim::holds`] says so. `coins` fills with random bytes, of the
/// verifier's own.
pub fn verdicts(claims: &[Claim<'_>], coins: &mut impl FnMut(&mut [u8])) -> Vec<bool> {
    if claims.len() < WORTHWHILE {
        return claims.iter().map(Claim::holds).collect();
    }
    if all_hold(claims, coins) {
        return vec![true; claims.len()];
    }
    let (left, right) = claims.split_at(claims.len() >> 1);
    [verdicts(left, coins), verdicts(right, coins)].concat()
}

/// What a claim contributes to the sums.
struct Term {
    commitment: EdwardsPoint,
    scalar: Scalar,
    challenge: Scalar,
}

/// Whether all hold. A `false` says only that they should be looked at more closely.
fn all_hold(claims: &[Claim<'_>], coins: &mut impl FnMut(&mut [u8])) -> bool {
    let mut keys: BTreeMap<Pubkey, (EdwardsPoint, Scalar)> = BTreeMap::new();
    let mut commitments = Vec::with_capacity(claims.len());
    let mut weights = Vec::with_capacity(claims.len());
    let mut base = Scalar::ZERO;
    let mut random = vec![[0; WEIGHT_BYTES]; claims.len()];
    coins(random.as_flattened_mut());
    for (claim, random) in claims.iter().zip(&random) {
        let Some(term) = term(claim) else { return false };
        let weight = weight(random);
        let (_, sum) = match keys.entry(claim.key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let Some(point) = point(claim.key.bytes()) else { return false };
                new.insert((point, Scalar::ZERO))
            }
        };
        *sum += weight * term.challenge;
        base += weight * term.scalar;
        commitments.push(term.commitment);
        weights.push(weight);
    }
    let points: Vec<EdwardsPoint> = keys.values().map(|(point, _)| *point).collect();
    if !free_of_torsion(commitments.iter().chain(&points), coins) {
        return false;
    }
    let scalars = weights.iter().chain(keys.values().map(|(_, sum)| sum)).copied();
    let sum = EdwardsPoint::vartime_multiscalar_mul(
        scalars.chain([-base]),
        commitments.iter().chain(&points).chain([&ED25519_BASEPOINT_POINT]),
    );
    sum.mul_by_cofactor().is_identity()
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

/// The number that random bytes make.
fn weight(random: &[u8; WEIGHT_BYTES]) -> Scalar {
    Scalar::from(u128::from_le_bytes(*random))
}

/// Whether [`SUBSETS`] random subsets all have a sum free of torsion. A pass serves as many subsets as a place among its
/// buckets has bits: each point falls into a bucket by chance, and subset n holds the buckets whose place has bit n.
fn free_of_torsion<'a>(points: impl Iterator<Item = &'a EdwardsPoint> + Clone, coins: &mut impl FnMut(&mut [u8])) -> bool {
    let count = points.clone().count();
    let mut chance = vec![[0; 2]; count];
    // Many buckets are worth their own sums only for many points.
    let bits = if count < 4_096 { 8 } else { 11 };
    for _ in 0..SUBSETS.div_ceil(bits) {
        coins(chance.as_flattened_mut());
        let mut buckets = vec![EdwardsPoint::identity(); 1 << bits];
        for (point, chance) in points.clone().zip(&chance) {
            let place = usize::from(u16::from_le_bytes(*chance)) & ((1 << bits) - 1);
            if let Some(sum) = buckets.get_mut(place) {
                *sum += point;
            }
        }
        // The upper half has the highest bit; put upon the lower half, it leaves the buckets of the other bits.
        while buckets.len() > 1 {
            let upper = buckets.split_off(buckets.len() / 2);
            if !upper.iter().sum::<EdwardsPoint>().is_torsion_free() {
                return false;
            }
            buckets.iter_mut().zip(&upper).for_each(|(lower, upper)| *lower += upper);
        }
    }
    true
}
