"""Did it help? Asked three and six months later, of those who spoke and of anybody, apart."""
