//! A browser without JavaScript, as far as forms and cookies go, on the real routes and a real database.

use crate::service::{Site, site};
use actix_web::body::MessageBody;
use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, cookie::Cookie, test};
use houselights::federation::Federation;
use houselights::http::{middleware, problem, routes, shelf::Shelf};
use scraper::{Html, Selector};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

type Call = dyn Fn(test::TestRequest) -> Pin<Box<dyn Future<Output = Answer>>>;

/// An answer, read whole.
pub struct Answer {
    pub status: u16,
    pub headers: header::HeaderMap,
    pub body: String,
    cookies: Vec<Cookie<'static>>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// What the control of that name holds.
    pub fn value(&self, name: &str) -> String {
        let page = self.html();
        let selector = Selector::parse(&format!("[name='{name}']")).unwrap();
        let Some(control) = page.select(&selector).next() else {
            panic!("no {name} in {}", self.body)
        };
        match control.value().name() {
            "textarea" => control.text().collect::<String>().trim_start_matches('\n').to_owned(),
            _ => control.value().attr("value").unwrap_or_default().to_owned(),
        }
    }
}

/// One site, and whoever visits it.
pub struct World {
    pub site: Site,
    call: Rc<Call>,
}

pub async fn world() -> World {
    world_on(site()).await
}

/// The pages of that site.
pub async fn world_on(site: Site) -> World {
    let app = test::init_service(
        App::new()
            .app_data(Data::new(site.service.clone()))
            .app_data(Data::new(Shelf::default()))
            .app_data(Data::new(Federation::new(site.service.clone())))
            .wrap(from_fn(problem::render))
            .wrap(from_fn(middleware::speak))
            .wrap(from_fn(middleware::security_headers))
            .configure(routes),
    )
    .await;
    let app = Rc::new(app);
    let call = move |request: test::TestRequest| -> Pin<Box<dyn Future<Output = Answer>>> {
        let app = app.clone();
        Box::pin(async move { read(app.call(request.to_request()).await.unwrap()).await })
    };
    World {
        site,
        call: Rc::new(call),
    }
}

async fn read<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let cookies = response.response().cookies().map(Cookie::into_owned).collect();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = test::read_body(response).await;
    Answer {
        status,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
        cookies,
    }
}

impl World {
    pub fn browser(&self) -> Browser {
        Browser {
            call: self.call.clone(),
            cookies: RefCell::new(Vec::new()),
            token: RefCell::new(String::new()),
        }
    }

    /// A browser of an account that `Site::person` made.
    pub async fn signed_in(&self, handle: &str) -> Browser {
        let browser = self.browser();
        browser.get("/sign-in").await;
        let answer = browser
            .post(
                "/sign-in",
                &[("handle", handle), ("password", &format!("password of {handle}"))],
            )
            .await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser.get("/settings").await;
        browser
    }
}

/// A visitor: keeps cookies and remembers the token of the last form it saw.
pub struct Browser {
    call: Rc<Call>,
    cookies: RefCell<Vec<Cookie<'static>>>,
    token: RefCell<String>,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(
            test::TestRequest::get()
                .uri(path)
                .insert_header((header::ACCEPT, "text/html")),
        )
        .await
    }

    /// Posts a form with the token of the last page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token.borrow().clone();
        let mut all: Vec<(&str, &str)> = vec![("csrf", &token)];
        all.extend_from_slice(fields);
        all.push(("whole", "yes"));
        self.post_raw(path, &all).await
    }

    /// Posts exactly these fields.
    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = test::TestRequest::post()
            .uri(path)
            .insert_header((header::ACCEPT, "text/html"));
        self.send(request.set_form(fields)).await
    }

    pub async fn send(&self, mut request: test::TestRequest) -> Answer {
        for cookie in self.cookies.borrow().iter() {
            request = request.cookie(cookie.clone());
        }
        let answer = (self.call)(request.peer_addr("127.0.0.1:4000".parse().unwrap())).await;
        for cookie in &answer.cookies {
            self.cookies.borrow_mut().retain(|c| c.name() != cookie.name());
            if !cookie.value().is_empty() {
                self.cookies.borrow_mut().push(cookie.clone());
            }
        }
        if let Some(field) = answer.html().select(&Selector::parse("[name=csrf]").unwrap()).next() {
            *self.token.borrow_mut() = field.value().attr("value").unwrap_or_default().to_owned();
        }
        answer
    }

    /// Has that cookie, whoever planted it.
    pub fn plant(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().retain(|c| c.name() != name);
        self.cookies
            .borrow_mut()
            .push(Cookie::new(name.to_owned(), value.to_owned()));
    }

    /// The secret of the session, if there is one.
    pub fn session(&self) -> Option<String> {
        let cookies = self.cookies.borrow();
        let cookie = cookies.iter().find(|c| c.name().contains("session"));
        cookie.map(|c| c.value().to_owned())
    }

    /// Forgets the session, as if it had ended elsewhere.
    pub fn lose_session(&self) {
        self.cookies.borrow_mut().retain(|c| !c.name().contains("session"));
    }
}

/// A form with a file, as browsers encode it.
pub fn multipart(fields: &[(&str, &str)], file: (&str, &[u8])) -> (String, Vec<u8>) {
    let boundary = "----houselights-test";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n",
        file.0
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file.1);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

impl Browser {
    /// Posts a form with a file and the token of the last page.
    pub async fn post_file(&self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let token = self.token.borrow().clone();
        let mut all: Vec<(&str, &str)> = vec![("csrf", &token)];
        all.extend_from_slice(fields);
        all.push(("whole", "yes"));
        let (content_type, body) = multipart(&all, file);
        let request = test::TestRequest::post()
            .uri(path)
            .insert_header((header::ACCEPT, "text/html"));
        self.send(
            request
                .insert_header((header::CONTENT_TYPE, content_type))
                .set_payload(body),
        )
        .await
    }
}
