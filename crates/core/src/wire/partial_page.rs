//! The rows of a page that is still arriving.

/// The rows that are complete in the beginning of a page, as a page of their own without links; `None` if there are none.
///
/// The rest of the bytes has not arrived yet, so the result has to be decoded, which also validates it.
pub fn complete_rows(beginning: &[u8]) -> Option<Vec<u8>> {
    let mut end = None;
    // The brackets that are open: only the second one matters, which is that of the array of rows.
    let (mut depth, mut is_in_array) = (0_usize, false);
    let (mut is_in_text, mut is_escaped) = (false, false);
    for (index, byte) in beginning.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_text => is_escaped = true,
            b'"' => is_in_text = !is_in_text,
            _ if is_in_text => {}
            b'{' | b'[' => {
                depth += 1;
                if depth == 2 {
                    is_in_array = *byte == b'[';
                }
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 2 && is_in_array && *byte == b'}' {
                    end = Some(index + 1);
                }
            }
            _ => {}
        }
    }
    Some([beginning.get(..end?)?, b"]}"].concat())
}
