import "bounces-report/tokens.css";
import "bounces-report/placeholder.css";
import "../../shared/theme.css";

export const metadata = { title: "Bounces in Next" };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
