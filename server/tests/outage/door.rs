//! How the test asks for pages and logs in.

use reqwest::{RequestBuilder, StatusCode, header};

use crate::kabinet::Kabinet;

impl Kabinet {
    /// A page as a browser asks for it.
    pub async fn get(&self, path: &str, session: &str) -> (StatusCode, String) {
        let request = self.client.get(format!("{}{path}", self.origin));
        let answer = request.header(header::COOKIE, session).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    /// «Войти» without scripts: the session's cookie.
    pub async fn log_in(&self) -> String {
        let answer = self.login().header(header::ACCEPT, "text/html").send().await.unwrap();
        let cookie = answer.headers().get(header::SET_COOKIE).unwrap().to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// «Войти» with scripts: what the page is answered.
    pub async fn try_log_in(&self) -> (StatusCode, String) {
        let request = self.login().header(header::ACCEPT, "application/json");
        let answer = request.send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    fn login(&self) -> RequestBuilder {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("form[email]", "newcomer@example.com")
            .append_pair("form[password]", "Sample-Home-42")
            .append_pair("form[next]", "/")
            .finish();
        self.client
            .post(format!("{}/api/identity/login", self.origin))
            .header(header::ORIGIN, &self.origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form)
    }
}
