//! «Уведомления»: what is ticked.

use serde::{Deserialize, Serialize};

use super::{Channel, Kind, all};

/// One kind by one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What it is about.
    pub kind: Kind,
    /// How it comes.
    pub channel: Channel,
    /// Whether the person wants it.
    pub wanted: bool,
}

/// The form as sent: `yes` where a box is ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChoicesForm {
    /// [`Kind::Readings`] by letter.
    pub readings_email: String,
    /// [`Kind::Readings`] by text message.
    pub readings_sms: String,
    /// [`Kind::Bills`] by letter.
    pub bills_email: String,
    /// [`Kind::Payments`] by letter.
    pub payments_email: String,
    /// [`Kind::News`] by letter.
    pub news_email: String,
    /// Makes the form whole even when nothing is ticked.
    pub sent: String,
}

impl ChoicesForm {
    /// What was chosen, each kind by each way.
    pub fn choices(&self) -> impl Iterator<Item = Choice> {
        all().map(|(kind, channel)| Choice {
            kind,
            channel,
            wanted: self.ticked(kind, channel) == "yes",
        })
    }

    fn ticked(&self, kind: Kind, channel: Channel) -> &str {
        match (kind, channel) {
            (Kind::Readings, Channel::Email) => &self.readings_email,
            (Kind::Readings, Channel::Sms) => &self.readings_sms,
            (Kind::Bills, Channel::Email) => &self.bills_email,
            (Kind::Payments, Channel::Email) => &self.payments_email,
            (Kind::News, Channel::Email) => &self.news_email,
            (Kind::Bills | Kind::Payments | Kind::News, Channel::Sms) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_ticked_box_is_wanted() {
        let form = ChoicesForm {
            readings_sms: "yes".into(),
            news_email: "on".into(),
            ..ChoicesForm::default()
        };
        let wanted: Vec<_> = form.choices().filter(|choice| choice.wanted).collect();
        assert_eq!(wanted.len(), 1);
        assert_eq!((wanted[0].kind, wanted[0].channel), (Kind::Readings, Channel::Sms));
        assert_eq!(form.choices().count(), all().count());
    }
}
