//! A development server on another port, which serves the page and forwards `/api` and `/auth` here.

use crate::support::{Proxy, parameter};
use bounces_proxy::config::PublicUrl;

/// Where a browser goes from `path`, if the development server sends this `Host`.
async fn location(proxy: &Proxy, host: &str, path: &str) -> String {
    let mut browser = proxy.browser();
    browser.host = Some(host.to_owned());
    let response = browser.navigate(path).await;
    assert_eq!(response.status, 303, "{host}: {}", response.text());
    response.header("location").to_owned()
}

#[tokio::test]
async fn a_sign_in_returns_to_the_public_url_whatever_host_the_development_server_sends() {
    for page in ["http://localhost:5173", "http://127.0.0.1:3000", "http://[::1]:4200"] {
        let proxy = Proxy::with_sandbox_and(|options, config| {
            options.redirect_uri = format!("{page}/auth/callback");
            config.public_url = Some(PublicUrl::parse(page).unwrap());
        })
        .await;
        let page_host = page.trim_start_matches("http://");
        let own = proxy.server.address();
        // Some servers pass the browser's host on, others replace it by the address that they connect to.
        let hosts = [page_host.to_owned(), own.to_string(), format!("localhost:{}", own.port())];
        for host in hosts {
            let to = location(&proxy, &host, "/auth/login?return_to=/admin").await;
            let to = url::Url::parse(&to).unwrap();
            let redirect_uri = parameter(&to, "redirect_uri");
            assert_eq!(redirect_uri, Some(format!("{page}/auth/callback")), "{host}: {to}");
        }
    }
}

#[tokio::test]
async fn another_name_of_this_machine_still_leads_to_the_public_one() {
    let proxy = Proxy::with_sandbox().await;
    let own = proxy.server.address();
    let to = location(&proxy, &format!("localhost:{}", own.port()), "/auth/login").await;
    assert_eq!(to, format!("http://{own}/auth/login"));
    // The page of a development server that `public_url` does not name.
    let to = location(&proxy, "localhost:5173", "/auth/login").await;
    assert_eq!(to, format!("http://{own}/auth/login"));
}
