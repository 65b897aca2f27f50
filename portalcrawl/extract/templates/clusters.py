"""Pages of a site sorted by their templates, for learning.

>>> from portalcrawl.extract.templates.clusters import Clusters
>>> clusters = Clusters()
>>> len(clusters.all)
0
"""

from __future__ import annotations

from dataclasses import dataclass, field

from portalcrawl.extract.templates.sample import Sample
from portalcrawl.extract.templates.skeleton import is_alike, skeleton

# A site has a handful of templates; pages like no other are not kept for ever.
MAX_CLUSTERS = 12


@dataclass(slots=True)
class Cluster:
    """Pages that are alike: the skeleton of the first, and the samples kept of them."""

    skeleton: frozenset[str]
    samples: list[Sample] = field(default_factory=list)


@dataclass(slots=True)
class Clusters:
    """All clusters of a site, the one that was added to last at the end."""

    all: list[Cluster] = field(default_factory=list)

    def add(self, sample: Sample) -> Cluster:
        """Put *sample* to the pages that are like it."""
        body = sample.parts.body
        found = skeleton(sample.page.outline, body=body.element if body else None)
        cluster = next((c for c in self.all if is_alike(c.skeleton, found)), None)
        if cluster is None:
            cluster = Cluster(found)
        else:
            self.all.remove(cluster)
        cluster.samples.append(sample)
        self.all.append(cluster)
        del self.all[:-MAX_CLUSTERS]
        return cluster
