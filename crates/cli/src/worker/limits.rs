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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    //! Each probe is a test of its own that is left out, so that it can be run in a process that may
    //! limit itself: this program again.

    use std::io::ErrorKind;
    use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
    use std::process::{Command, ExitStatus};

    /// The signal by which the filter kills.
    const SIGSYS: i32 = 31;

    /// Runs a probe in a process of its own.
    fn run(probe: &str) -> ExitStatus {
        let own = std::env::current_exe().expect("a test has a path");
        let name = format!("worker::limits::tests::{probe}");
        let mut command = Command::new(own);
        command.args(["--exact", &name, "--ignored", "--test-threads=1"]);
        let output = command.output().expect("the probe starts");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            told.contains("running 1 test"),
            "there is no probe {name}: {told}"
        );
        output.status
    }

    /// Tells whether the kernel has Landlock, without limiting this process.
    fn has_landlock() -> bool {
        use landlock::{
            ABI, Access as _, AccessFs, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _,
        };
        Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(ABI::V1))
            .and_then(Ruleset::create)
            .is_ok()
    }

    #[test]
    fn a_limited_process_opens_no_path() {
        if !has_landlock() {
            eprintln!("not tested: this kernel has no Landlock, so a worker can read paths");
            return;
        }
        let ended = run("probe_a_path");
        assert!(ended.success(), "{ended}");
    }

    #[test]
    fn a_limited_process_is_killed_when_it_asks_for_the_network_or_a_program() {
        for probe in ["probe_a_socket", "probe_a_program"] {
            let ended = run(probe);
            assert_eq!(ended.signal(), Some(SIGSYS), "{probe}: {ended}");
        }
    }

    #[test]
    fn a_limited_process_that_asks_for_more_memory_than_it_may_have_ends() {
        let ended = run("probe_memory");
        assert_eq!(ended.signal(), Some(6), "{ended}");
    }

    #[test]
    #[ignore = "limits the process it runs in"]
    fn probe_a_path() {
        super::apply().expect("the limits hold");
        for path in ["/etc/hostname", "/proc/self/status", "/"] {
            let error = fs_err::File::open(path).expect_err(path);
            assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{path}");
        }
    }

    #[test]
    #[ignore = "limits the process it runs in"]
    fn probe_a_socket() {
        super::apply().expect("the limits hold");
        drop(std::net::TcpStream::connect("127.0.0.1:9"));
    }

    #[test]
    #[ignore = "limits the process it runs in"]
    fn probe_a_program() {
        super::apply().expect("the limits hold");
        let error = Command::new("/bin/true").exec();
        assert!(error.raw_os_error().is_none(), "it came back: {error}");
    }

    #[test]
    #[ignore = "limits the process it runs in"]
    fn probe_memory() {
        super::apply().expect("the limits hold");
        let much = vec![1_u8; 600 << 20];
        assert_eq!(much.len(), 600 << 20);
    }
}
