//! Time stamps over the signed log, from an authority on this machine that `openssl` plays.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterclaim_tests::{Program, Reply, Server};
use serde_json::Value;
use tempfile::TempDir;

use crate::library::{all_is_well, captures, import, store, story};

/// What `openssl ts` needs to know of an authority.
const SETTINGS: &str = "
[tsa]
default_tsa = authority
[authority]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
[dn]
";

/// A key with a certificate for time stamps.
struct Authority(TempDir);

impl Authority {
    /// `key` is what `openssl req -newkey` makes: "rsa:2048", or a curve.
    fn with(key: &[&str], usage: &str) -> Self {
        let authority = Self(TempDir::new().expect("room"));
        let write = |name: &str, text: &str| {
            fs_err::write(authority.path(name), text).expect("room");
        };
        write("settings", SETTINGS);
        write("serial", "01\n");
        let usage = format!("extendedKeyUsage=critical,{usage}");
        let request = [
            "req",
            "-x509",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=Stamps of Harrow",
        ];
        let files = [
            "-keyout", "key.pem", "-out", "cert.pem", "-config", "settings",
        ];
        let of_it = ["-addext", &usage];
        authority.openssl(&[&request[..], key, &files, &of_it].concat());
        authority
    }

    fn rsa() -> Self {
        Self::with(&["-newkey", "rsa:2048"], "timeStamping")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn openssl(&self, arguments: &[&str]) {
        let ran = Command::new("openssl")
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .expect("openssl");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{arguments:?}: {told}");
    }

    /// Answers a request as an authority does.
    fn stamp(&self, request: &[u8]) -> Vec<u8> {
        fs_err::write(self.path("request"), request).expect("room");
        let reply = [
            "ts",
            "-reply",
            "-config",
            "settings",
            "-queryfile",
            "request",
        ];
        let signer = ["-inkey", "key.pem", "-signer", "cert.pem", "-out", "answer"];
        self.openssl(&[&reply[..], &signer].concat());
        fs_err::read(self.path("answer")).expect("an answer")
    }
}

/// A library with one capture and a server that plays an authority.
fn stamped_by(authority: Authority) -> (Server, Program) {
    let server = Server::start();
    server.answer("/tsr", move |request| {
        assert_eq!(request.method, "POST");
        let kind = request.header("Content-Type");
        assert_eq!(kind, Some("application/timestamp-query"));
        Reply::of(
            200,
            "application/timestamp-reply",
            authority.stamp(&request.body),
        )
    });
    let program = Program::with(&server);
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    import(&program, "https://outlet.example/charts", &story(0));
    (server, program)
}

fn name(server: &Server, program: &Program) {
    let add = ["evidence", "authority", "add", &server.url("/tsr")];
    let told = program.run(&add).done();
    assert!(told.stdout.contains("network address"), "{}", told.stdout);
}

fn check(program: &Program, name: &str) -> Value {
    let lines = program.run(&["--json", "verify"]).lines();
    let mut lines = lines.into_iter();
    lines.find(|it| it["check"] == name).expect("such a check")
}

#[test]
fn nobody_is_asked_unless_a_person_named_somebody() {
    let (server, program) = stamped_by(Authority::rsa());
    let told = program.run(&["evidence", "stamp"]).done();
    assert!(told.stdout.contains("nobody was asked"), "{}", told.stdout);
    name(&server, &program);
    let remove = ["evidence", "authority", "remove", &server.url("/tsr")];
    program.run(&remove).done();
    program.run(&remove).with_code(3);
    import(&program, "https://outlet.example/harbour", &story(1));
    assert_eq!(server.targets(), [""; 0]);
}

#[test]
fn a_named_authority_stamps_the_log_after_each_run_and_a_proof_shows_it() {
    let (server, program) = stamped_by(Authority::rsa());
    name(&server, &program);
    import(&program, "https://outlet.example/harbour", &story(1));
    assert_eq!(server.targets(), ["/tsr"]);
    assert_eq!(check(&program, "time stamps")["count"], 1);
    all_is_well(&program);
    let line = &program.json(&["evidence", "stamp"])[0];
    assert_eq!(line["signer"], "CN=Stamps of Harrow");
    assert_eq!(line["size"], 2);
    // It is there already: nobody is asked twice about one checkpoint.
    assert_eq!(server.targets(), ["/tsr"]);
    let folder = TempDir::new().expect("room");
    let proof = folder.path().join("proof.json");
    let file = proof.display().to_string();
    let first = captures(&program)[0].clone();
    program
        .run(&["evidence", "prove", &first, "-o", &file])
        .done();
    let found = &program.json(&["verify", "--bundle", &file])[0];
    assert_eq!(found["stamps"][0]["certificate"], line["certificate"]);
    assert_eq!(found["ok"], true);
    let told = program.run(&["verify", "--bundle", &file]).done().stdout;
    assert!(told.contains("signed by CN=Stamps of Harrow"), "{told}");
}

/// The token as it stands in a proof is what `openssl ts -verify` takes.
#[test]
fn openssl_checks_the_stamp_of_a_proof() {
    let authority = Authority::rsa();
    let roots = TempDir::new().expect("room");
    let root = roots.path().join("root.pem");
    fs_err::copy(authority.path("cert.pem"), &root).expect("room");
    let (server, program) = stamped_by(authority);
    name(&server, &program);
    program.run(&["evidence", "stamp"]).done();
    let first = captures(&program)[0].clone();
    let proof = program.run(&["evidence", "prove", &first]).done().stdout;
    let proof: Value = serde_json::from_str(&proof).expect("a bundle");
    let token = proof["stamps"][0]["token"].as_str().expect("a token");
    let (note, answer) = (roots.path().join("note"), roots.path().join("answer"));
    fs_err::write(&note, proof["checkpoint"].as_str().expect("a note")).expect("room");
    fs_err::write(&answer, STANDARD.decode(token).expect("base64")).expect("room");
    assert!(openssl_trusts(&note, &answer, &root));
    fs_err::write(&note, "other words").expect("room");
    assert!(!openssl_trusts(&note, &answer, &root));
}

fn openssl_trusts(note: &Path, answer: &Path, root: &Path) -> bool {
    let ran = Command::new("openssl")
        .args(["ts", "-verify", "-data"])
        .arg(note)
        .arg("-in")
        .arg(answer)
        .arg("-CAfile")
        .arg(root)
        .output()
        .expect("openssl");
    ran.status.success()
}

#[test]
fn keys_on_curves_sign_stamps_too() {
    for curve in ["prime256v1", "secp384r1"] {
        let option = format!("ec_paramgen_curve:{curve}");
        let key = ["-newkey", "ec", "-pkeyopt", &option];
        let (server, program) = stamped_by(Authority::with(&key, "timeStamping"));
        name(&server, &program);
        let line = &program.json(&["evidence", "stamp"])[0];
        assert_eq!(line["error"], Value::Null, "{curve}: {line}");
    }
}

#[test]
fn an_answer_that_is_no_stamp_is_not_kept_and_said_so() {
    let other = Authority::rsa();
    let stolen = move |_: &counterclaim_tests::Seen| {
        let (ask, answer) = (other.path("ask"), "for other words");
        other.openssl(&["ts", "-query", "-data", "settings", "-cert", "-out", "ask"]);
        let answered = other.stamp(&fs_err::read(ask).expect(answer));
        Reply::of(200, "application/timestamp-reply", answered)
    };
    let (server, program) = stamped_by(Authority::rsa());
    name(&server, &program);
    let error = |wanted: &str| {
        let ran = program.run(&["--json", "evidence", "stamp"]).with_code(1);
        let line = &ran.lines()[0];
        let error = line["error"].as_str().unwrap_or_default();
        assert!(error.contains(wanted), "{wanted}: {line}");
    };
    server.answer("/tsr", stolen);
    error("for other words");
    server.answer("/tsr", |_| Reply::of(200, "text/html", "<p>Welcome</p>"));
    error("not an answer of a time-stamp authority");
    server.answer("/tsr", |_| Reply::status(503));
    error("503");
    // Status "rejection" (RFC 3161, 2.4.2).
    server.answer("/tsr", |_| {
        let told = b"\x30\x0d\x30\x0b\x02\x01\x02\x30\x06\x0c\x04busy";
        Reply::of(200, "application/timestamp-reply", told)
    });
    error("the authority gave no time stamp: busy");
    assert_eq!(check(&program, "time stamps")["count"], 0);
    import(&program, "https://outlet.example/harbour", &story(1));
    all_is_well(&program);
}

/// Signs the words of a true stamp with a certificate for which `openssl ts` signs none.
fn signed_as_mail(true_one: &Authority, false_one: &Authority, request: &[u8]) -> Vec<u8> {
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let run = |authority: &Authority, line: &str| {
        let arguments = words(line);
        authority.openssl(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    };
    true_one.stamp(request);
    run(true_one, "ts -reply -in answer -token_out -out token");
    run(
        true_one,
        "cms -verify -noverify -inform DER -in token -out words",
    );
    fs_err::copy(true_one.path("words"), false_one.path("words")).expect("room");
    run(
        false_one,
        "cms -sign -binary -nodetach -econtent_type 1.2.840.113549.1.9.16.1.4 -in words \
         -signer cert.pem -inkey key.pem -outform DER -out token",
    );
    run(false_one, "ts -reply -in token -token_in -out answer");
    fs_err::read(false_one.path("answer")).expect("an answer")
}

#[test]
fn a_certificate_for_something_else_stamps_nothing() {
    let (server, program) = stamped_by(Authority::rsa());
    name(&server, &program);
    let true_one = Authority::rsa();
    let key = ["-newkey", "rsa:2048"];
    let false_one = Authority::with(&key, "timeStamping,emailProtection");
    server.answer("/tsr", move |request| {
        let answer = signed_as_mail(&true_one, &false_one, &request.body);
        Reply::of(200, "application/timestamp-reply", answer)
    });
    let ran = program.run(&["--json", "evidence", "stamp"]).with_code(1);
    let error = ran.lines()[0]["error"].to_string();
    assert!(error.contains("is not one for time stamps"), "{error}");
}

#[test]
fn a_changed_stamp_is_named() {
    let (server, program) = stamped_by(Authority::rsa());
    name(&server, &program);
    program.run(&["evidence", "stamp"]).done();
    assert_eq!(check(&program, "time stamps")["ok"], true);
    let token: Vec<u8> = store(&program)
        .query_row("SELECT token FROM stamps", [], |row| row.get(0))
        .expect("a stamp");
    let mut changed = token;
    let last = changed.len() - 5;
    changed[last] ^= 1;
    let sql = "UPDATE stamps SET token = ?1";
    store(&program).execute(sql, [changed]).expect(sql);
    let told = check(&program, "time stamps");
    assert_eq!(told["ok"], false, "{told}");
    let problem = told["problems"][0].as_str().unwrap_or_default();
    assert!(problem.contains("signature"), "{problem}");
}
