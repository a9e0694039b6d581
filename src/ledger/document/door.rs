//! `door`: an organiser lets in whoever joins from now on, or stops doing so.

use super::fields::{Fields, Line, Malformed};

/// Opens or shuts the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Whoever joins is a member at once.
    Open,
    /// Whoever joins waits for an admission.
    Shut,
}

impl Door {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Door, Malformed> {
        fields.one("door", |value| match value {
            "open" => Some(Door::Open),
            "shut" => Some(Door::Shut),
            _ => None,
        })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.field(
            "door",
            match self {
                Door::Open => "open",
                Door::Shut => "shut",
            },
        );
    }
}
