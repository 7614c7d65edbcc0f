"""How it looks: the templates of report, pages and mails."""
