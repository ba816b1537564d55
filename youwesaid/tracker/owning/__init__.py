"""How long things take: from heard to answered, and from planned to done."""
