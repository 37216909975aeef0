//! The built page: content types, brotli, conditional requests. No hidden files, and none outside the
//! directory.

use crate::support::{Browser, Proxy, honest_upstream, status_of};
use reqwest::Method;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A directory for one test, removed afterward.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("bounces-pages-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("dist/sub")).unwrap();
        let folder = Self(path);
        for (file, text) in [
            ("dist/index.html", "<!doctype html>the page"),
            ("dist/app.js", "export {}"),
            ("dist/app_bg.wasm", "\0asm"),
            ("dist/app_bg.wasm.br", "brotli of wasm"),
            ("dist/page.css", "a{}"),
            ("dist/icon.svg", "<svg/>"),
            ("dist/sub/index.html", "sub"),
            ("dist/.env", "canary"),
            ("dist/sub/.hidden", "canary"),
            ("secret.txt", "canary"),
        ] {
            fs::write(folder.0.join(file), text).unwrap();
        }
        folder
    }

    fn dist(&self) -> PathBuf {
        self.0.join("dist")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn start(folder: &Path) -> (Proxy, Browser) {
    let upstream = honest_upstream().await;
    let proxy =
        Proxy::with_upstream_and(&upstream, |config| config.static_dir = Some(folder.into())).await;
    let browser = proxy.browser();
    (proxy, browser)
}

#[tokio::test]
async fn files_have_the_content_types_that_browsers_require() {
    let folder = Folder::new("types");
    let (_proxy, browser) = start(&folder.dist()).await;
    for (path, kind, body) in [
        ("/", "text/html", "<!doctype html>the page"),
        ("/index.html", "text/html", "<!doctype html>the page"),
        ("/app.js", "text/javascript", "export {}"),
        ("/app_bg.wasm", "application/wasm", "\0asm"),
        ("/page.css", "text/css", "a{}"),
        ("/icon.svg", "image/svg+xml", "<svg/>"),
        ("/sub/", "text/html", "sub"),
        ("/?campaign=1", "text/html", "<!doctype html>the page"),
    ] {
        let response = browser.navigate(path).await;
        assert_eq!((response.status, response.text()), (200, body.to_owned()), "{path}");
        assert_eq!(response.header("content-type").split(';').next(), Some(kind), "{path}");
        assert_eq!(response.header("cache-control"), "no-cache", "{path}");
        let vary = response.headers.get_all("vary").iter();
        assert!(vary.into_iter().any(|value| value == "Origin"), "{path}");
        assert_eq!(response.header("x-content-type-options"), "nosniff");
        assert_eq!(response.header("referrer-policy"), "no-referrer");
    }
}

#[tokio::test]
async fn only_files_named_by_their_content_are_kept_by_browsers() {
    let folder = Folder::new("immutable");
    fs::create_dir_all(folder.dist().join("assets")).unwrap();
    let (_proxy, browser) = start(&folder.dist()).await;
    for (path, caching) in [
        ("/assets/app-0123456789abcdef.js", "public, max-age=31536000, immutable"),
        ("/assets/app-name-ABCDEF9876543210.wasm", "public, max-age=31536000, immutable"),
        ("/assets/app.js", "no-cache"),
        ("/assets/app-0123456789abcde.js", "no-cache"),
        ("/assets/app-0123456789abcdefg.js", "no-cache"),
        ("/assets/0123456789abcdef.js", "no-cache"),
        ("/app-0123456789abcdef.js", "no-cache"),
    ] {
        fs::write(folder.dist().join(path.trim_start_matches('/')), "content").unwrap();
        let response = browser.navigate(path).await;
        assert_eq!((response.status, response.header("cache-control")), (200, caching), "{path}");
    }
    let missing = browser.navigate("/assets/gone-0123456789abcdef.js").await;
    assert_eq!(missing.status, 404);
    assert_ne!(missing.header("cache-control"), "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn the_page_runs_under_a_strict_policy() {
    let folder = Folder::new("policy");
    let (_proxy, browser) = start(&folder.dist()).await;
    assert_eq!(
        browser.navigate("/").await.header("content-security-policy"),
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
}

#[tokio::test]
async fn brotli_is_served_to_browsers_that_accept_it() {
    let folder = Folder::new("brotli");
    let (_proxy, browser) = start(&folder.dist()).await;
    let request =
        browser.request(Method::GET, "/app_bg.wasm").header("accept-encoding", "gzip, br");
    let response = browser.send(request).await;
    assert_eq!(response.header("content-encoding"), "br");
    assert_eq!(response.header("content-type"), "application/wasm");
    assert_eq!(response.header("vary").to_lowercase(), "accept-encoding");
    assert_eq!(response.text(), "brotli of wasm");
    let plain = browser.navigate("/app_bg.wasm").await;
    assert!(plain.headers.get("content-encoding").is_none());
    assert_eq!(plain.header("vary").to_lowercase(), "accept-encoding");
    let request = browser.request(Method::GET, "/app.js").header("accept-encoding", "br");
    let response = browser.send(request).await;
    assert_eq!(
        (response.status, response.text()),
        (200, "export {}".into()),
        "without a compressed one"
    );
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let folder = Folder::new("conditional");
    let (_proxy, browser) = start(&folder.dist()).await;
    let first = browser.navigate("/app.js").await;
    for (name, value) in [
        ("if-none-match", first.header("etag")),
        ("if-modified-since", first.header("last-modified")),
    ] {
        assert!(!value.is_empty(), "{name}");
        let request = browser.request(Method::GET, "/app.js").header(name, value);
        let response = browser.send(request).await;
        assert_eq!((response.status, response.body.len()), (304, 0), "{name}");
    }
    let head = browser.send(browser.request(Method::HEAD, "/app.js")).await;
    assert_eq!((head.status, head.header("content-length")), (200, "9"));
}

#[tokio::test]
async fn hidden_files_listings_and_files_outside_are_not_served() {
    let folder = Folder::new("outside");
    let dist = folder.dist();
    std::os::unix::fs::symlink(folder.0.join("secret.txt"), dist.join("link.txt")).unwrap();
    std::os::unix::fs::symlink(&folder.0, dist.join("up")).unwrap();
    std::os::unix::fs::symlink(folder.0.join("secret.txt"), dist.join("app.js.br")).unwrap();
    fs::create_dir(dist.join("empty")).unwrap();
    let (_proxy, browser) = start(&dist).await;
    for target in [
        "/.env",
        "/sub/.hidden",
        "/link.txt",
        "/up/secret.txt",
        "/up/",
        "/empty/",
        "/empty",
        "/sub",
        "/../secret.txt",
        "/sub/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/sub//index.html",
        "/app.js%00.html",
        "/nothing",
        "/index.html/",
        "/app.js/",
    ] {
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        let response = browser.raw(request.as_bytes()).await;
        assert_eq!(status_of(&response), 404, "{target}");
        assert!(!response.contains("canary"), "{target}");
    }
    let request = browser.request(Method::GET, "/app.js").header("accept-encoding", "br");
    assert_eq!(
        browser.send(request).await.text(),
        "export {}",
        "the compressed file links outside"
    );
}

#[tokio::test]
async fn a_missing_page_is_html_for_browsers_and_a_problem_for_programs() {
    let folder = Folder::new("missing");
    let (_proxy, browser) = start(&folder.dist()).await;
    assert_eq!(browser.navigate("/nothing").await.problem(), (404, "not_found".into()));
    let request = browser.request(Method::GET, "/nothing").header("accept", "text/html");
    let response = browser.send(request).await;
    assert_eq!(
        (response.status, response.header("content-type")),
        (404, "text/html; charset=utf-8")
    );
}

#[tokio::test]
async fn without_a_static_directory_the_start_page_explains_what_to_do() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let response = proxy.browser().navigate("/").await;
    assert_eq!(
        (response.status, response.header("content-type")),
        (404, "text/plain; charset=utf-8")
    );
    assert!(response.text().contains("BOUNCES_STATIC_DIR"));
}
