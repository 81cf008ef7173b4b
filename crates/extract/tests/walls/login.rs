//! Sign-in pages: a form in the place of the page.

use super::{Example, page};

pub(crate) fn examples() -> Vec<Example> {
    let mut examples = forms();
    examples.extend(gates());
    examples
}

fn forms() -> Vec<Example> {
    const FORM: &str = "<form method=post><label>Email <input type=email name=u></label><label>Password <input type=password name=p></label><button>Go</button></form>";
    [
        ("a sign-in form", "Sign in | Harbour Ledger", "<h1>Sign in</h1>FORM<p>Forgot your password?</p><p>New here? Create an account.</p>"),
        ("a log-in form with the name first", "Harbour Ledger – Log in", "<h1>Welcome back</h1>FORM<a>Forgotten your password?</a>"),
        ("a members' area", "Members area", "<h1>Please log in</h1><p>This page is for members of the Harbour Bar Association.</p>FORM"),
        ("WordPress", "Log In ‹ Harbour Notes — WordPress", "<h1><a>Powered by WordPress</a></h1><form name=loginform id=loginform action='/wp-login.php'><input type=password name=pwd></form><p id=nav><a>Lost your password?</a></p>"),
        ("Keycloak, single sign-on", "Sign in to Newsroom", "<div id=kc-header>Newsroom</div><h1 id=kc-page-title>Sign in to your account</h1><form id=kc-form-login><input name=username><input type=password></form>"),
        ("German", "Anmelden – Hafenblatt", "<h1>Anmelden</h1>FORM<p>Passwort vergessen?</p>"),
        ("French", "Connexion | Le Phare", "<h1>Se connecter à mon compte</h1>FORM<p>Mot de passe oublié ?</p>"),
        ("Spanish", "Iniciar sesión - El Faro", "<h1>Iniciar sesión</h1>FORM<p>¿Has olvidado tu contraseña?</p>"),
        ("a customer account", "Harbour Ledger", "<h1>Log in to your account</h1>FORM<p>Keep me signed in</p>"),
    ]
    .into_iter()
    .map(|(after, title, body)| Example::new(after, page(title, "", &body.replace("FORM", FORM))))
    .collect()
}

fn gates() -> Vec<Example> {
    vec![
        Example::new(
            "a forum",
            page(
                "The Pilots' Board - Login",
                "",
                "<h1>The Pilots' Board</h1><p>You must be logged in to view this topic.</p><p>Please log in or register to go on.</p>",
            ),
        ),
        Example::new(
            "a social network",
            page(
                "Skerrybook",
                "",
                "<h2>See posts, photos and more on Skerrybook</h2><p>You must log in to continue.</p><form><input name=email><input type=password name=pass><button>Log In</button></form><a>Forgot account?</a>",
            ),
        ),
        Example::new(
            "email first, password later",
            page(
                "Log in to your Harbour Ledger account",
                "",
                "<h1>Log in or create an account</h1><form><label>Email address</label><input type=email name=email required><button>Continue</button></form><p>or</p><button>Continue with Skerry</button>\
                 <p>By continuing, you agree to the Terms of Service and acknowledge our Privacy Policy.</p>",
            ),
        ),
        Example::new(
            "an account to read on, no subscription",
            page(
                "Port says it kept its logs",
                "",
                "<h1>Port says it kept its logs</h1><p>The port kept its logs, it says.</p><div class=regwall><h2>Create a free account or log in to continue reading</h2>\
                 <form><input type=email><input type=password></form></div>",
            ),
        ),
        Example::new(
            "OAuth",
            page(
                "Redirecting to sign in",
                "<meta http-equiv=refresh content='0;url=https://auth.harbourledger.example/authorize?client_id=1'>",
                "<p>Login required. You are being redirected to the sign-in page.</p>",
            ),
        ),
    ]
}
