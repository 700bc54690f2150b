package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.tag.TagRecord;
import io.slipway.packages.feed.PackageId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Applies rules to one repository. Rules decide about tags, and about manifests without a tag that do not belong to
 * another manifest. The children of an index, and the referrers of a manifest, are kept and deleted with it.
 */
public final class Evaluation {
    /** The time for which a manifest without a tag is always kept, because the push of its index may be in progress. */
    public static final Duration SETTLING = Duration.ofHours(1);

    /** The tags with which clients without the referrers API attach referrers to a manifest, such as {@code sha256-….sig}. */
    private static final Pattern FALLBACK = Pattern.compile("(sha256-[0-9a-f]{64}|sha512-[0-9a-f]{128})(?:\\..*)?");

    private final RepositoryContents contents;
    private final Map<Digest, HeldManifest> manifests = new LinkedHashMap<>();
    private final Map<Digest, List<TagRecord>> tagged = new HashMap<>();
    private final Map<Digest, List<Digest>> referrers = new HashMap<>();
    private final Set<Digest> contained = new HashSet<>();
    private final Set<Tag> attached = new HashSet<>();

    private Evaluation(RepositoryContents contents) {
        this.contents = contents;
        contents.manifests().forEach(manifest -> manifests.put(manifest.digest(), manifest));
        for (TagRecord tag : contents.tags()) {
            tagged.computeIfAbsent(tag.digest(), digest -> new ArrayList<>()).add(tag);
            subject(tag).ifPresent(subject -> {
                attached.add(new Tag(tag.name()));
                refer(tag.digest(), subject);
            });
        }
        for (HeldManifest manifest : contents.manifests()) {
            contained.addAll(manifest.children());
            manifest.subject().ifPresent(subject -> refer(manifest.digest(), subject));
        }
    }

    private void refer(Digest referrer, Digest subject) {
        referrers.computeIfAbsent(subject, digest -> new ArrayList<>()).add(referrer);
    }

    /**
     * Applies the rules.
     *
     * @param safe the tags and manifests that are kept regardless of the rules
     * @param groups the environment and tenant of the tags that builds created for deployments
     */
    public static Outcome of(
            RepositoryContents contents, List<Rule> rules, Safe safe, Map<Tag, String> groups, Instant now) {
        return new Evaluation(contents).apply(rules, safe, groups, now);
    }

    /** Returns the manifest to which a tag of that form attaches another. */
    private Optional<Digest> subject(TagRecord tag) {
        Matcher parts = FALLBACK.matcher(tag.name());
        return parts.matches()
                ? Optional.of(Digest.parse(parts.group(1).replace('-', ':'))).filter(manifests::containsKey)
                : Optional.empty();
    }

    private Outcome apply(List<Rule> rules, Safe safe, Map<Tag, String> groups, Instant now) {
        List<Candidate> candidates = candidates(groups);
        RepositoryName repository = contents.name();
        Decision decision = new Decision(
                rules.stream().filter(rule -> rule.covers(repository)).toList(), candidates, now);
        Map<Candidate, Decision.Made> decided = new LinkedHashMap<>();
        Set<Digest> roots = new HashSet<>();
        for (Candidate candidate : candidates) {
            Decision.Made made = safe.reason(candidate)
                    .map(reason -> new Decision.Made(true, Optional.empty(), reason))
                    .or(() -> settling(candidate, now))
                    .orElseGet(() -> decision.about(candidate));
            decided.put(candidate, made);
            if (made.stays()) {
                roots.add(candidate.digest());
            }
        }
        manifests.keySet().stream()
                .filter(digest -> safe.reason(digest).isPresent())
                .forEach(roots::add);
        return outcome(decided, closure(roots));
    }

    private static Optional<Decision.Made> settling(Candidate candidate, Instant now) {
        return candidate.tag().isEmpty() && candidate.pushed().isAfter(now.minus(SETTLING))
                ? Optional.of(new Decision.Made(
                        true, Optional.empty(), "pushed within " + SETTLING.toHours() + "h, without a tag"))
                : Optional.empty();
    }

    private List<Candidate> candidates(Map<Tag, String> groups) {
        boolean isPackage = PackageId.of(contents.name()).isPresent();
        List<Candidate> candidates = new ArrayList<>();
        for (TagRecord record : contents.tags()) {
            Tag tag = new Tag(record.name());
            HeldManifest manifest = manifests.get(record.digest());
            if (attached.contains(tag) || manifest == null) {
                continue;
            }
            Set<Kind> kinds = EnumSet.of(isPackage ? Kind.PACKAGES : Kind.TAGS);
            if (groups.containsKey(tag)) {
                kinds.add(Kind.DEPLOYMENTS);
            }
            if (manifest.cache()) {
                kinds.add(Kind.CACHES);
            }
            Instant pushed = record.pushed();
            candidates.add(new Candidate(
                    Optional.of(tag), record.digest(), kinds, groups.getOrDefault(tag, ""), pushed, pulled(manifest)));
        }
        for (HeldManifest manifest : manifests.values()) {
            if (isRoot(manifest)) {
                Set<Kind> kinds = EnumSet.of(manifest.cache() ? Kind.CACHES : Kind.UNTAGGED);
                candidates.add(new Candidate(
                        Optional.empty(), manifest.digest(), kinds, "", manifest.pushed(), pulled(manifest)));
            }
        }
        candidates.sort(Comparator.comparing(Candidate::name));
        return candidates;
    }

    /**
     * Returns the last day on which a manifest, or one that it contains, was pulled: some clients pull only the
     * manifest of their platform, by digest.
     */
    private Optional<LocalDate> pulled(HeldManifest manifest) {
        Optional<LocalDate> last = manifest.pulled();
        for (Digest child : manifest.children()) {
            Optional<LocalDate> other =
                    Optional.ofNullable(manifests.get(child)).flatMap(HeldManifest::pulled);
            if (other.isPresent() && (last.isEmpty() || other.get().isAfter(last.get()))) {
                last = other;
            }
        }
        return last;
    }

    /** Returns whether a manifest has no tag and does not belong to another. */
    private boolean isRoot(HeldManifest manifest) {
        return !tagged.containsKey(manifest.digest())
                && !contained.contains(manifest.digest())
                && manifest.subject().filter(manifests::containsKey).isEmpty();
    }

    /** Returns these manifests and all that are kept with them. */
    private Set<Digest> closure(Set<Digest> roots) {
        Set<Digest> stays = new HashSet<>();
        Deque<Digest> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            HeldManifest manifest = manifests.get(digest);
            if (manifest != null && stays.add(digest)) {
                open.addAll(manifest.children());
                open.addAll(referrers.getOrDefault(digest, List.of()));
            }
        }
        return stays;
    }

    private Outcome outcome(Map<Candidate, Decision.Made> decided, Set<Digest> stays) {
        List<Verdict> verdicts = new ArrayList<>();
        Map<Tag, Digest> alone = new LinkedHashMap<>();
        decided.forEach((candidate, made) -> {
            HeldManifest manifest = manifests.get(candidate.digest());
            verdicts.add(new Verdict(
                    candidate.tag(),
                    candidate.digest(),
                    made.stays(),
                    made.rule(),
                    made.reason(),
                    candidate.pushed(),
                    candidate.pulled(),
                    manifest == null ? 0 : size(manifest)));
            if (!made.stays() && stays.contains(candidate.digest())) {
                candidate.tag().ifPresent(tag -> alone.put(tag, candidate.digest()));
            }
        });
        List<HeldManifest> going = manifests.values().stream()
                .filter(manifest -> !stays.contains(manifest.digest()))
                .toList();
        Map<Digest, List<Tag>> named = new HashMap<>();
        for (HeldManifest manifest : going) {
            List<TagRecord> tags = tagged.getOrDefault(manifest.digest(), List.of());
            named.put(
                    manifest.digest(),
                    tags.stream().map(tag -> new Tag(tag.name())).toList());
        }
        return new Outcome(
                contents.name(), verdicts, containersFirst(going), named, alone, stays.size(), freed(going, stays));
    }

    /** Orders an index before its children: a manifest that an index needs cannot be deleted. */
    private static List<HeldManifest> containersFirst(List<HeldManifest> going) {
        Map<Digest, HeldManifest> byDigest = new LinkedHashMap<>();
        Map<Digest, Integer> containers = new HashMap<>();
        going.forEach(manifest -> byDigest.put(manifest.digest(), manifest));
        going.forEach(manifest ->
                new LinkedHashSet<>(manifest.children()).forEach(child -> containers.merge(child, 1, Integer::sum)));
        Deque<HeldManifest> open = new ArrayDeque<>();
        going.stream()
                .filter(manifest -> !containers.containsKey(manifest.digest()))
                .forEach(open::add);
        List<HeldManifest> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            HeldManifest manifest = open.remove();
            ordered.add(manifest);
            for (Digest child : new LinkedHashSet<>(manifest.children())) {
                if (containers.merge(child, -1, Integer::sum) == 0 && byDigest.containsKey(child)) {
                    open.add(byDigest.get(child));
                }
            }
        }
        return ordered;
    }

    private long size(HeldManifest manifest) {
        Map<Digest, Long> blobs = new HashMap<>(manifest.blobs());
        long size = manifest.size();
        for (Digest child : manifest.children()) {
            HeldManifest held = manifests.get(child);
            if (held != null) {
                size += held.size();
                blobs.putAll(held.blobs());
            }
        }
        return size + blobs.values().stream().mapToLong(Long::longValue).sum();
    }

    private long freed(List<HeldManifest> going, Set<Digest> stays) {
        Map<Digest, Long> free = new HashMap<>();
        long bytes = 0;
        for (HeldManifest manifest : going) {
            free.putAll(manifest.blobs());
            bytes += manifest.size();
        }
        stays.forEach(digest -> {
            HeldManifest manifest = manifests.get(digest);
            if (manifest != null) {
                free.keySet().removeAll(manifest.blobs().keySet());
            }
        });
        return bytes + free.values().stream().mapToLong(Long::longValue).sum();
    }
}
