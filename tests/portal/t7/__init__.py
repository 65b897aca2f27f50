"""T7: a county health bureau on home-made ASP.NET WebForms; its lists go on by post-back."""
