//! Codes of an app (RFC 6238): six digits, SHA-1, half a minute each, the one before and the one after accepted.

use domain::identity::{AppCode, AppSetup};
use fast_qr::{ECL, QRBuilder};
use totp_rs::{Algorithm, Builder, Totp};

use crate::{Error, Result};

/// Bytes of the secret: as many as SHA-1 gives.
pub(super) const SECRET: usize = 20;
/// Seconds a code is shown.
const STEP: u64 = 30;
/// Codes before and after the present one that are accepted, for clocks that differ.
const SKEW: u16 = 1;
/// What the app shows above the code.
const ISSUER: &str = "AtomEnergoSbyt";

fn totp(secret: &[u8], email: &str) -> Result<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(STEP)
        .with_skew(SKEW)
        .with_secret(secret.to_vec())
        .with_issuer(Some(ISSUER))
        .with_account_name(email.replace(':', " "))
        .build()
        .map_err(|_| Error::internal("a secret of an app is not one"))
}

/// The half minute, counted from 1970, that a code belongs to; nothing when it is not a code of now. The comparison takes
/// the same time whatever was typed.
pub(super) fn step(secret: &[u8], code: &AppCode, now: chrono::DateTime<chrono::Utc>) -> Result<Option<i64>> {
    let seconds = u64::try_from(now.timestamp()).map_err(Error::internal)?;
    let step = totp(secret, "")?.check(code.as_str(), seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// What an app needs to know, as text, as a link and as a picture.
pub(super) fn setup(secret: &[u8], email: &str) -> Result<AppSetup> {
    let totp = totp(secret, email)?;
    let link = totp
        .to_url()
        .map_err(|_| Error::internal("an app's link cannot be made"))?;
    let (size, path) = picture(&link)?;
    Ok(AppSetup {
        secret: grouped(&totp.secret().to_base32()),
        link,
        size,
        path,
    })
}

/// Groups of four are easier to copy.
fn grouped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (at, letter) in text.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

/// How many squares a side of the QR code has, and its dark squares as the path of an SVG: one bar for each row of them.
fn picture(text: &str) -> Result<(usize, String)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(Error::internal)?;
    let mut path = String::new();
    for (y, row) in code.data.chunks(code.size).take(code.size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left.value() == right.value()) {
            if run.first().is_some_and(|module| module.value()) {
                path.push_str(&format!("M{x} {y}h{}v1h-{}z", run.len(), run.len()));
            }
            x += run.len();
        }
    }
    Ok((code.size, path))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration};

    use super::*;

    /// The secret and the moments of RFC 6238, appendix B; its codes have eight digits, ours are their last six.
    #[test]
    fn the_codes_of_the_standard_belong_to_their_half_minute() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = DateTime::from_timestamp(seconds, 0).expect("a moment");
            let code: AppCode = code.parse().expect("a code");
            let found = |now| step(b"12345678901234567890", &code, now).expect("a secret");
            assert_eq!(found(now), Some(seconds / 30));
            for near in [-30, 30] {
                assert_eq!(
                    found(now + Duration::seconds(near)),
                    Some(seconds / 30),
                    "a clock that differs"
                );
            }
            assert_eq!(found(now + Duration::seconds(60)), None);
        }
    }

    #[test]
    fn the_setup_says_the_same_in_every_form() {
        let setup = setup(b"12345678901234567890", "anna@example.ru").expect("a setup");
        assert_eq!(setup.secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(
            setup
                .link
                .starts_with("otpauth://totp/AtomEnergoSbyt:anna%40example.ru?")
        );
        assert!(
            setup.link.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
                && setup.link.contains("issuer=AtomEnergoSbyt")
        );
        assert!(
            setup.size >= 33 && setup.path.starts_with("M0 0h7v1h-7z"),
            "the corner of every QR code"
        );
    }
}
