//! `tempo`: an organiser sets when dividends fall: running, paused or closed, how often, until when.

use super::fields::{Fields, Line, Malformed};
use crate::ledger::amount::decimal;
use crate::ledger::moment::DURATION_SECONDS_MAX;
use crate::ledger::tempo::{Phase, Schedule};

/// The whole tempo, set anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TempoChange {
    /// Whether dividends fall, and whether the market is open at all.
    pub phase: Phase,
    /// When they fall.
    pub schedule: Schedule,
}

impl TempoChange {
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<TempoChange, Malformed> {
        let phase = fields.one("phase", |value| match value {
            "running" => Some(Phase::Running),
            "paused" => Some(Phase::Paused),
            "closed" => Some(Phase::Closed),
            _ => None,
        })?;
        Ok(TempoChange { phase, schedule: read_schedule(fields)? })
    }

    pub(super) fn write(&self, line: &mut Line<'_>) {
        line.field("phase", self.phase.name());
        write_schedule(&self.schedule, line);
    }
}

/// Reads a duration in seconds, 1 ..= 366 days.
pub(super) fn duration(value: &str) -> Option<u64> {
    decimal(value).filter(|seconds| (1..=DURATION_SECONDS_MAX).contains(seconds))
}

/// Reads `period`, and optionally `end`, and after it optionally `after`.
pub(super) fn read_schedule(fields: &mut Fields<'_>) -> Result<Schedule, Malformed> {
    let period = fields.one("period", duration)?;
    let end = fields.optional("end", |value| value.parse().ok())?;
    let after = if end.is_some() { fields.optional("after", duration)? } else { None };
    Ok(Schedule { period, end, after })
}

pub(super) fn write_schedule(schedule: &Schedule, line: &mut Line<'_>) {
    line.field("period", schedule.period);
    line.optional("end", schedule.end);
    line.optional("after", schedule.after);
}
