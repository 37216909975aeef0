//! The built page, from a folder: types, brotli, conditional requests. Nothing outside the folder, nothing hidden.

use crate::failure::Failure;
use axum::{
    body::Body,
    http::{HeaderValue, Request, StatusCode, header},
    response::Response,
};
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;

const NOTHING: &str = "bounces-proxy runs, but has no page to show.\n\
    Build it with `trunk build --release` and set BOUNCES_STATIC_DIR to the folder `dist`.\n";

/// The static files.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    folder: Option<PathBuf>,
}

impl Pages {
    /// From a folder; symbolic links in its own name count as meant.
    pub(crate) fn new(folder: Option<&Path>) -> Self {
        Self { folder: folder.and_then(|path| path.canonicalize().ok()) }
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Result<Response, Failure> {
        let path = request.uri().path();
        let Some(folder) = &self.folder else {
            return if path == "/" { Ok(nothing()) } else { Err(Failure::NotFound) };
        };
        let file = find(folder, path).await.ok_or(Failure::NotFound)?;
        let service = ServeDir::new(folder).append_index_html_on_directories(true);
        // A compressed neighbour counts only if it is inside as well.
        let mut neighbour = file.into_os_string();
        neighbour.push(".br");
        let service = match inside(folder, Path::new(&neighbour)).await {
            Some(_) => service.precompressed_br(),
            None => service,
        };
        let Ok(response) = service.oneshot(request).await;
        if response.status() == StatusCode::NOT_FOUND {
            return Err(Failure::NotFound);
        }
        let mut response = response.map(Body::new);
        // Trunk's names can stay the same over builds, so a browser has to ask each time; a 304
        // costs little.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        Ok(response)
    }
}

/// The file at a path that has been screened: no escapes, no dots that climb.
async fn find(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = path.strip_prefix('/')?;
    if relative.split('/').any(|segment| segment.starts_with('.')) {
        return None;
    }
    let file = match relative {
        "" => folder.join("index.html"),
        relative if relative.ends_with('/') => folder.join(relative).join("index.html"),
        relative => folder.join(relative),
    };
    let real = inside(folder, &file).await?;
    // A folder without a slash would be answered with a redirect that says that it exists.
    tokio::fs::metadata(real).await.ok().filter(std::fs::Metadata::is_file)?;
    Some(file)
}

/// Where a path really is, if that is in the folder.
async fn inside(folder: &Path, file: &Path) -> Option<PathBuf> {
    let real = tokio::fs::canonicalize(file).await.ok()?;
    real.starts_with(folder).then_some(real)
}

fn nothing() -> Response {
    let mut response = Response::new(Body::from(NOTHING));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
