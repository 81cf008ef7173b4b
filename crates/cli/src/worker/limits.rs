//! What the worker may not do: use much memory or time, write files, open files, reach the network.
//!
//! On Unix memory, computing time and file sizes are limited by rlimits. On Linux, Landlock takes
//! every path away and a seccomp filter kills the process when it asks for a socket, another
//! program or another process's memory. Elsewhere only the limits of the parent hold (time, size of
//! the answer); `docs/threat-model.md` says so.

/// Memory: address space in bytes.
#[cfg(unix)]
const MEMORY: u64 = 512 * 1024 * 1024;
/// Computing time in seconds for a worker's whole life; the parent bounds each document.
#[cfg(unix)]
const SECONDS: u64 = 300;

/// Open files: the three pipes, and a few for the system's own libraries.
#[cfg(unix)]
const FILES: u64 = 16;

/// Why a limit could not be set.
#[derive(Debug, thiserror::Error)]
pub(super) enum LimitError {
    /// A limit of the system was refused.
    #[cfg(unix)]
    #[error("cannot set the limit on {what}")]
    Resource {
        /// The resource.
        what: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// The system-call filter was refused.
    #[cfg(target_os = "linux")]
    #[error("cannot set the filter of system calls")]
    Filter(#[from] seccompiler::Error),
}

/// Limits this process for the rest of its life.
pub(super) fn apply() -> Result<(), LimitError> {
    #[cfg(unix)]
    resources()?;
    #[cfg(target_os = "linux")]
    {
        linux::take_paths_away();
        linux::filter_calls()?;
    }
    Ok(())
}

#[cfg(unix)]
fn resources() -> Result<(), LimitError> {
    use rlimit::Resource;
    let limits = [
        ("core files", Resource::CORE, 0),
        ("file sizes", Resource::FSIZE, 0),
        ("computing time", Resource::CPU, SECONDS),
        ("open files", Resource::NOFILE, FILES),
        #[cfg(target_os = "linux")]
        ("memory", Resource::AS, MEMORY),
    ];
    for (what, resource, most) in limits {
        resource
            .set(most, most)
            .map_err(|source| LimitError::Resource { what, source })?;
    }
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{ABI, Access as _, AccessFs, Ruleset, RulesetAttr as _};
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

    /// Denies every path. On a kernel without Landlock paths stay readable; what is read there can
    /// still not leave by the network.
    pub(super) fn take_paths_away() {
        let denied = Ruleset::default()
            .handle_access(AccessFs::from_all(ABI::V1))
            .and_then(Ruleset::create)
            .and_then(landlock::RulesetCreated::restrict_self);
        drop(denied);
    }

    /// System calls that a parser has no use for: network, programs, other processes, mounts.
    const FORBIDDEN: [i64; 17] = [
        libc::SYS_socket,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_mount,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_io_uring_setup,
    ];

    /// Kills the process at a forbidden call.
    pub(super) fn filter_calls() -> Result<(), seccompiler::Error> {
        let Ok(architecture) = TargetArch::try_from(std::env::consts::ARCH) else {
            // The filter knows no such processor: paths and resources stay limited.
            return Ok(());
        };
        let rules: BTreeMap<i64, _> = FORBIDDEN
            .into_iter()
            .map(|call| (call, Vec::new()))
            .collect();
        let filter = SeccompFilter::new(
            rules,
            SeccompAction::Allow,
            SeccompAction::KillProcess,
            architecture,
        )
        .map_err(seccompiler::Error::Backend)?;
        let program: BpfProgram =
            BpfProgram::try_from(filter).map_err(seccompiler::Error::Backend)?;
        seccompiler::apply_filter_all_threads(&program)
    }
}
