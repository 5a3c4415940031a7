//! The keys outside the database: from the environment, from the operator's files, or made for a demonstration.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use services::{files::FileKeys, ports::Entropy, secrets::Keys};

use crate::{config::Config, wiring::Failure};

/// The rights of those who are neither the owner nor of the group.
const EVERYBODY: u32 = 0o007;

/// What the keys of files are wrapped with.
///
/// # Errors
/// As [`of_secrets`].
pub fn of_files(config: &Config, entropy: &dyn Entropy) -> Result<FileKeys, Failure> {
    if let Some(keys) = &config.files.keys {
        return parse_file_keys(keys.expose());
    }
    if let Some(file) = &config.files.keys_file {
        return parse_file_keys(&read_secret(file)?);
    }
    let dev = config.dev.as_ref().ok_or("нет ключа: files.keys_file")?;
    let own = || Ok(format!("dev {}", fresh_key(entropy)?));
    parse_file_keys(&own_key(&dev.sample_dir.with_file_name("dev.files.key"), own)?)
}

/// A name and 64 hexadecimal digits for each key, by lines or commas.
fn parse_file_keys(text: &str) -> Result<FileKeys, Failure> {
    let lines = text.split(['\n', ',']).map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let key = |line: &str| {
        let (name, key) = line
            .split_once(char::is_whitespace)
            .ok_or("ключ файлов: имя, пробел, 64 цифры")?;
        Ok::<_, Failure>((name.to_owned(), parse_hex(key)?))
    };
    Ok(FileKeys::new(lines.map(key).collect::<Result<_, _>>()?)?)
}

/// The key for codes, quotas, proofs and second factors.
///
/// # Errors
/// When there is none, it cannot be read, or everybody on this machine may read it.
pub fn of_secrets(config: &Config, entropy: &dyn Entropy) -> Result<Keys, Failure> {
    if let Some(key) = &config.security.key {
        return parse_key(key.expose());
    }
    if let Some(file) = &config.security.key_file {
        return parse_key(&read_secret(file)?);
    }
    let dev = config.dev.as_ref().ok_or("нет ключа: security.key_file")?;
    parse_key(&own_key(&dev.sample_dir.with_file_name("dev.key"), || {
        fresh_key(entropy)
    })?)
}

/// The operator's file. Whoever else uses this machine must not read it.
fn read_secret(file: &Path) -> Result<String, Failure> {
    let told = |error| Failure::from(format!("{}: {error}", file.display()));
    let mode = fs::metadata(file).map_err(told)?.permissions().mode();
    if mode & EVERYBODY != 0 {
        return Err(format!("{}: ключ доступен всем на этой машине: chmod o= {0}", file.display()).into());
    }
    fs::read_to_string(file).map_err(told)
}

/// A demonstration makes its keys itself and keeps them beside its data.
fn own_key(file: &Path, make: impl FnOnce() -> Result<String, Failure>) -> Result<String, Failure> {
    if !file.exists() {
        if let Some(dir) = file.parent() {
            fs::create_dir_all(dir)?;
        }
        fs::write(file, make()?)?;
    }
    Ok(fs::read_to_string(file)?)
}

fn fresh_key(entropy: &dyn Entropy) -> Result<String, Failure> {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}

fn parse_key(text: &str) -> Result<Keys, Failure> {
    Ok(Keys::new(parse_hex(text)?))
}

fn parse_hex(text: &str) -> Result<[u8; 32], Failure> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|_| "ключ состоит из 64 шестнадцатеричных цифр")?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_hexadecimal_digits() {
        assert!(parse_key(&"0a".repeat(32)).is_ok());
        for wrong in ["", "0a", &"zz".repeat(32), &"я".repeat(32)] {
            assert!(parse_key(wrong).is_err());
        }
    }

    #[test]
    fn keys_of_files_have_names_and_the_first_one_is_current() {
        let key = "0a".repeat(32);
        let two = parse_file_keys(&format!("# 2026\n2026-11 {key}\n\n2025-11  {key}\n")).expect("two keys");
        assert_eq!(two.current(), "2026-11");
        let in_a_line = parse_file_keys(&format!("b {key}, a {key}")).expect("two keys");
        assert_eq!(in_a_line.current(), "b");
        for wrong in [
            String::new(),
            key.clone(),
            format!("a {key}\na {key}"),
            "a 0a".to_owned(),
        ] {
            assert!(parse_file_keys(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_file_that_everybody_may_read_is_refused() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), "0a").expect("written");
        for (mode, may) in [
            (0o400, true),
            (0o440, true),
            (0o640, true),
            (0o644, false),
            (0o604, false),
            (0o602, false),
        ] {
            fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).expect("set");
            assert_eq!(read_secret(file.path()).is_ok(), may, "{mode:o}");
        }
        let missing = read_secret(Path::new("/nowhere/key")).expect_err("refused").to_string();
        assert!(missing.starts_with("/nowhere/key: "), "{missing}");
    }
}
