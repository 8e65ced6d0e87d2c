"""Legal references of délibérations: recognised, resolved at a date, checked, proposed."""
