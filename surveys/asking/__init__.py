"""Ways to be asked: links, posters, paper, tablets, staff who type for somebody."""
