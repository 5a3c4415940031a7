//! What a browser without scripts does with the form and its answer.

use reqwest::{Response, header};

use crate::kabinet::Kabinet;

/// One part of a form: its field, the name of a file, the content.
pub type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// Where a form stands, where it goes, and who sends it.
pub struct Form<'a> {
    pub page: &'a str,
    pub function: &'a str,
    pub cookie: &'a str,
}

impl Kabinet {
    /// Sends the feedback form as a browser without scripts does.
    pub async fn send(&self, parts: &[Part<'_>]) -> Response {
        let form = Form {
            page: "/feedback",
            function: "appeals/feedback",
            cookie: "",
        };
        self.send_form(&form, parts).await
    }

    /// Sends a form with files as a browser without scripts does.
    pub async fn send_form(&self, form: &Form<'_>, parts: &[Part<'_>]) -> Response {
        let mut body = Vec::new();
        for (field, file, content) in parts {
            let file = file.map(|name| format!("; filename=\"{name}\"")).unwrap_or_default();
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"form[{field}]\"{file}\r\n\r\n");
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        self.client
            .post(format!("{}/api/{}", self.origin, form.function))
            .header(header::ORIGIN, &self.origin)
            .header(header::REFERER, format!("{}{}", self.origin, form.page))
            .header(header::COOKIE, form.cookie)
            .header(header::ACCEPT, "text/html,*/*")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// The page that an answer leads to, with the cookie it set.
    pub async fn follow(&self, answer: &Response) -> String {
        let header = |name| {
            answer
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        let to = header(header::LOCATION).unwrap();
        let cookie = header(header::SET_COOKIE).unwrap_or_default();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let to = to.strip_prefix(&self.origin).unwrap_or(&to);
        let request = self
            .client
            .get(format!("{}{to}", self.origin))
            .header(header::COOKIE, cookie);
        request.send().await.unwrap().text().await.unwrap()
    }
}
