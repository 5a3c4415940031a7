//! Where to go after login: only ever a page of ours.

use std::str::FromStr;

/// A path within the site, safe to redirect to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPath(String);

impl ReturnPath {
    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path if it is one of ours, the front page otherwise.
    #[must_use]
    pub fn or_home(text: &str) -> Self {
        text.parse().unwrap_or_else(|NotAPath| Self("/".to_owned()))
    }
}

/// The text could lead elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a path of this site")]
pub struct NotAPath;

impl FromStr for ReturnPath {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let rest = text.strip_prefix('/').ok_or(NotAPath)?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_');
        if text.len() > 200 || rest.starts_with('/') || rest.starts_with("api/") || !rest.bytes().all(plain) {
            return Err(NotAPath);
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_site() {
        for text in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "",
            "login",
            "/a?b=c",
            "/%2f/evil",
            "/api/logout",
            "/a\r\nb",
        ] {
            assert_eq!(text.parse::<ReturnPath>(), Err(NotAPath), "{text:?}");
            assert_eq!(ReturnPath::or_home(text).as_str(), "/");
        }
        assert_eq!(ReturnPath::or_home("/accounts/0190-ab").as_str(), "/accounts/0190-ab");
    }
}
