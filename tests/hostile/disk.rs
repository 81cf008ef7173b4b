//! A disk without room, and one that is closed to writing: a small file system in a name space of
//! its own.

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_to_is_told_of_and_left_as_it_is() {
    use std::process::Command;

    use counterclaim_tests::Program;

    use crate::{STORY, with_case};

    let program = with_case(Program::new());
    program.file("story.html", STORY);
    let binary = program.command(&[]).get_program().to_owned();
    let script = r#"
        set -u
        mkdir small && mount -t tmpfs -o size=40m none small || exit 90
        export COUNTERCLAIM_LIBRARY="$PWD/small/library"
        "$0" case new 'Acme v. Orbit' && "$0" import acme story.html || exit 91
        mount -o remount,ro small
        before=$(find small -type f | sort | xargs sha256sum)
        for command in 'import acme story.html' 'case new Other' 'timeline acme' verify; do
            "$0" $command > /dev/null 2> err.txt; echo "closed: $?"; cat err.txt
        done
        test "$before" = "$(find small -type f | sort | xargs sha256sum)" && echo untouched
        mount -o remount,rw small
        "$0" import acme story.html > /dev/null; echo "open: $?"
        "$0" verify; echo "verify: $?"
    "#;
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script])
        .arg(binary)
        .current_dir(program.folder())
        .env_remove("COUNTERCLAIM_LIBRARY")
        .output()
        .expect("unshare is part of util-linux");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let count = |words: &str| stdout.matches(words).count();
    assert_eq!(count("closed: 3"), 4, "{stdout}");
    assert_eq!(count("may not be written to"), 4, "{stdout}");
    assert_eq!(
        count("check that you may write to the folder"),
        4,
        "{stdout}"
    );
    for line in ["untouched", "open: 0", "verify: 0"] {
        assert!(stdout.contains(line), "{line}: {stdout}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing_and_goes_on_when_there_is_room() {
    use std::process::Command;

    use counterclaim_tests::Program;

    use crate::{STORY, with_case};

    let program = with_case(Program::new());
    program.file("story.html", STORY);
    let filler = format!(
        "<html><body><p>{}</p></body></html>",
        "Orbit drew sea charts. ".repeat(20_000)
    );
    program.file("long.html", filler);
    let binary = program.command(&[]).get_program().to_owned();
    // The library lies on a file system of 40 MB, most of which a ballast takes away.
    let script = r#"
        set -u
        mkdir small && mount -t tmpfs -o size=40m none small || exit 90
        export COUNTERCLAIM_LIBRARY="$PWD/small/library"
        "$0" case new 'Acme v. Orbit' && "$0" import acme story.html || exit 91
        before=$("$0" --json case list)
        dd if=/dev/zero of=small/ballast bs=64k 2>/dev/null
        "$0" import acme long.html > out.txt 2> err.txt; echo "full: $?"
        test "$before" = "$("$0" --json case list 2>/dev/null)" && echo same
        rm small/ballast
        "$0" import acme long.html > /dev/null; echo "room: $?"
        "$0" verify; echo "verify: $?"
    "#;
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script])
        .arg(binary)
        .current_dir(program.folder())
        .env_remove("COUNTERCLAIM_LIBRARY")
        .output()
        .expect("unshare is part of util-linux");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let told = fs_err::read_to_string(program.folder().join("err.txt")).unwrap_or_default();
    assert!(
        stdout.contains("full: 3"),
        "{stdout} {}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        told.contains("free some space") || told.contains("no space"),
        "{told}"
    );
    for line in ["room: 0", "verify: 0"] {
        assert!(stdout.contains(line), "{line}: {stdout} {told}");
    }
}
