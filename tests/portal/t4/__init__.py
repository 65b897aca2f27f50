"""T4: the disclosure platform of a city on Hanweb jcms, with lists by jpage and by jpaas."""
