//! The tamper matrix: each thing that can be changed is named, and a clean library raises no alarm.

use counterclaim_tests::Program;

use crate::library::{all_is_well, captures, change, problems, store, warc, with_stories};

/// Changes a library and expects each of these problems to be named.
#[track_caller]
fn check(tamper: impl FnOnce(&Program), expected: &[&str]) {
    let program = with_stories();
    all_is_well(&program);
    tamper(&program);
    let ran = program.run(&["--json", "verify"]);
    let found = crate::library::problems_of(&ran.lines());
    for words in expected {
        assert!(
            found.iter().any(|it| it.contains(words)),
            "{words}: {found:#?}"
        );
    }
    assert_eq!(ran.code, 1, "{}", ran.stderr);
}

/// Returns how many captures a library says can be trusted.
fn trusted(program: &Program) -> u64 {
    let lines = program.run(&["--json", "verify"]).lines();
    let last = lines.last().expect("a line");
    assert_eq!(last["check"], "captures that can be trusted");
    last["count"].as_u64().expect("a number")
}

/// The place of the second capture in the file.
fn second(program: &Program) -> (usize, usize) {
    let size = |number: i64| usize::try_from(number).expect("a small file");
    let sql = "SELECT first_byte, length FROM captures WHERE id = ?1";
    let id = &captures(program)[1];
    let place = store(program).query_row(sql, [id], |row| Ok((row.get(0)?, row.get(1)?)));
    let (offset, length) = place.expect("a place");
    (size(offset), size(length))
}

fn retold(pointer: &str, value: &str) -> String {
    format!(
        "UPDATE captures SET retrieval = json_set(retrieval, '{pointer}', '{value}')
         WHERE rowid = (SELECT min(rowid) FROM captures)"
    )
}

#[test]
fn a_clean_library_raises_no_alarm() {
    let program = with_stories();
    all_is_well(&program);
    assert_eq!(trusted(&program), 3);
    // Nor does one in which much was done.
    program.run(&["case", "start", "sample"]).done();
    all_is_well(&program);
}

#[test]
fn a_byte_of_a_body_is_named_and_the_others_can_be_trusted() {
    let program = with_stories();
    let (offset, length) = second(&program);
    let mut bytes = fs_err::read(warc(&program)).expect("the archive");
    bytes[offset + length / 2] ^= 0x10;
    fs_err::write(warc(&program), bytes).expect("room");
    let id = &captures(&program)[1];
    let found = problems(&program);
    for words in [
        format!("archive: counterclaim-00001.warc.gz at byte {offset}"),
        format!("captured bytes: capture {id}"),
        format!("captures that can be trusted: capture {id} of https://outlet.example/harbour"),
    ] {
        assert!(
            found.iter().any(|it| it.contains(&words)),
            "{words}: {found:#?}"
        );
    }
    assert_eq!(trusted(&program), 2);
}

#[test]
fn a_header_an_address_and_a_time_are_named() {
    for (pointer, value, expected) in [
        (
            "$.first.headers[0][1]",
            "text/plain",
            "row and record differ in the header",
        ),
        (
            "$.first.url",
            "https://other.example/",
            "row and record differ in the address",
        ),
        (
            "$.first.finished",
            "2020-01-01T00:00:00Z",
            "row and record differ in the time",
        ),
        (
            "$.received.sha256",
            &"0".repeat(64),
            "row and record differ in the digest",
        ),
        (
            "$.provenance",
            "fetched",
            "row and record differ in what they tell",
        ),
    ] {
        let logged = "its row is not the one that was logged";
        check(
            |it| change(it, &retold(pointer, value)),
            &[expected, logged],
        );
    }
}

#[test]
fn a_record_that_was_changed_with_its_row_is_named_by_the_log() {
    let sql = "UPDATE capture_log SET record = CAST(replace(CAST(record AS TEXT), 'outlet', 'outlat') AS BLOB)";
    check(
        |it| change(it, sql),
        &["its record is not the one that was logged"],
    );
}

#[test]
fn a_capture_that_was_taken_out_is_named() {
    let gone = "DELETE FROM captures WHERE rowid = 2; DELETE FROM capture_log WHERE position = 1;
        UPDATE capture_log SET position = 1 WHERE position = 2;";
    check(
        |it| change(it, gone),
        &[
            "the first 2 entries are not those that were signed; the first 1 are",
            "3 entries were signed, and the log has 2",
        ],
    );
    let gone = "DELETE FROM captures WHERE rowid = 2;";
    check(
        |it| change(it, gone),
        &["is gone, and nobody deleted it", "has no row"],
    );
}

#[test]
fn a_capture_that_was_put_in_is_named() {
    let added = "INSERT INTO captures (id, file, first_byte, length, record_id, retrieval)
        SELECT '01J8ZQ6N4V3T2R1P0M9K8H7G6F', file, first_byte + 1, length, record_id,
        json_set(retrieval, '$.id', '01J8ZQ6N4V3T2R1P0M9K8H7G6F') FROM captures WHERE rowid = 1;";
    let expected = [
        "it is not in the log",
        "it has no whole record in the archive",
    ];
    check(|it| change(it, added), &expected);
    let logged = "UPDATE capture_log SET position = 3 WHERE position = 2;
        INSERT INTO capture_log SELECT 2, act, '01J8ZQ6N4V3T2R1P0M9K8H7G6F', nonce, leaf, record
        FROM capture_log WHERE position = 1;";
    let expected = [
        "is gone, and nobody deleted it",
        "the first 3 entries are not those that were signed; the first 2 are",
    ];
    check(|it| change(it, logged), &expected);
}

#[test]
fn another_order_is_named() {
    let swapped = "UPDATE capture_log SET position = 9 WHERE position = 0;
        UPDATE capture_log SET position = 0 WHERE position = 1;
        UPDATE capture_log SET position = 1 WHERE position = 9;";
    let expected = ["the first 1 entries are not those that were signed; the first 0 are"];
    check(|it| change(it, swapped), &expected);
}

#[test]
fn an_old_checkpoint_and_an_old_store_that_were_put_back_are_named() {
    let old =
        "DELETE FROM checkpoints WHERE position > 0; DELETE FROM capture_log WHERE position > 0;
        DELETE FROM captures WHERE rowid > 1;";
    let expected = ["3 entries were signed, and the log has 1: an old log was put back"];
    check(|it| change(it, old), &expected);
    let file = |it: &Program| it.library().join("evidence/checkpoints.jsonl");
    check(
        |it| fs_err::write(file(it), "").expect("room"),
        &["the checkpoint over 1 entries is not in evidence/checkpoints.jsonl"],
    );
    check(
        |it| {
            // A whole store of before: what it does not know is adopted, and logged anew.
            let db = it.library().join("counterclaim.db");
            let kept = fs_err::read(&db).expect("the store");
            crate::library::import(it, "https://outlet.example/four", &crate::library::story(4));
            crate::library::import(it, "https://outlet.example/five", &crate::library::story(5));
            fs_err::write(&db, kept).expect("room");
        },
        &["the first 4 entries are not those that were signed; the first 3 are"],
    );
}

#[test]
fn another_key_is_named() {
    let other = "UPDATE checkpoints
        SET note = replace(note, char(10) || '2' || char(10), char(10) || '3' || char(10))
        WHERE position = 1;";
    check(
        |it| change(it, other),
        &["a checkpoint: its signature does not match its words"],
    );
    let key = |it: &Program| it.library().join("evidence/log.key");
    check(
        |it| fs_err::write(key(it), "PRIVATE+KEY+x+00000000+AAAA").expect("room"),
        &["cannot sign the capture log with"],
    );
    check(
        |it| {
            let theirs = with_stories();
            fs_err::copy(key(&theirs), key(it)).expect("room");
        },
        &["evidence/log.key is the key of another log"],
    );
    check(
        |it| {
            let theirs = with_stories().json(&["evidence", "key"])[0]["key"].to_string();
            let theirs = theirs.trim_matches('"');
            change(it, &format!("UPDATE log_keys SET key = '{theirs}'"));
        },
        &["a checkpoint: it is not signed with the key"],
    );
}

#[test]
fn a_shortened_archive_is_named() {
    let cut = |it: &Program| {
        let bytes = fs_err::read(warc(it)).expect("the archive");
        // Behind the last capture stands only the text that was read in it.
        fs_err::write(warc(it), &bytes[..bytes.len() * 2 / 3]).expect("room");
    };
    check(cut, &["it has no whole record in the archive"]);
    check(
        |it| fs_err::remove_file(warc(it)).expect("a file"),
        &["it has no whole record"],
    );
}

#[test]
fn a_text_that_is_not_the_one_beside_its_capture_is_named() {
    let edited = "UPDATE versions SET article = replace(article, 'every line', 'ever a line')";
    check(
        |it| change(it, edited),
        &[": its text in the archive is not that of its version"],
    );
}

#[test]
fn a_shifted_place_is_named() {
    let shifted = "UPDATE captures SET first_byte = first_byte + 1 WHERE rowid = 2";
    let expected = [
        "row and record differ in their place",
        "captured bytes: capture",
    ];
    check(|it| change(it, shifted), &expected);
}

#[test]
fn an_edited_quotation_is_named_also_where_its_text_was_edited_with_it() {
    let quote = "UPDATE statements SET found = replace(found, 'every line', 'no line')";
    check(
        |it| change(it, quote),
        &["its words do not stand at its span"],
    );
    let both = "UPDATE statements SET found = replace(found, 'every line', 'ever a line'),
        selector = replace(selector, 'every line', 'ever a line');
        UPDATE versions SET article = replace(article, 'every line', 'ever a line');";
    check(
        |it| change(it, both),
        &["texts: capture", "is not the one in it"],
    );
}
