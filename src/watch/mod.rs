//! Associations that watch each other (C2SP tlog-witness): our heads shown to witnesses, the heads of others cosigned.

mod ask;
mod errand;
mod kept;
mod roster;
mod witness;
mod witnesses;

pub use kept::Kept;
pub use roster::{Listed, RosterError, WITNESSES_MAX, read_roster};
pub use witness::{NoCosignature, Seen, Witness, WitnessError};
pub use witnesses::{Standing, Trouble, Witnesses};
