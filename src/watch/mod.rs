//! Associations that watch each other (C2SP tlog-witness): our heads shown to witnesses, the heads of others cosigned.

mod ask;
mod errand;
mod kept;
mod roster;
mod witness;
mod witnesses;

pub use kept::Kept;
pub use roster::{Listed, Misread, RosterError, UnreadRoster, WITNESSES_MAX, load_roster, read_roster};
pub use witness::{NoCosignature, Seen, Witness, WitnessError, origin_name};
pub use witnesses::{Standing, Trouble, Witnesses};
