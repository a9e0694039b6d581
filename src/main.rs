//! The program: see `gune::cli`.

/// The system's own allocator costs a payment and an audit measurably more (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    gune::cli::run()
}
