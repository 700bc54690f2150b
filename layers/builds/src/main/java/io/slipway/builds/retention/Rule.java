package io.slipway.builds.retention;

import io.slipway.core.access.RepositoryPattern;
import io.slipway.core.error.Quoted;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagPatterns;
import io.slipway.packages.version.SemanticVersion;
import io.slipway.packages.version.VersionException;
import io.slipway.packages.version.VersionRange;
import java.util.List;
import java.util.Optional;

/**
 * A retention rule: the candidates that it covers, and which of them it keeps.
 *
 * @param name its name in a preview: 1 to {@value #MAX_NAME} printable characters
 * @param of the kind of the candidates that it covers
 * @param repositories patterns of the repositories' names within the space
 * @param tags patterns of the tags; manifests without a tag match no pattern
 * @param versions the range of versions that it covers; the newest are then the highest versions
 * @param keep the candidates that it keeps
 */
public record Rule(
        String name,
        Kind of,
        List<String> repositories,
        TagPatterns tags,
        Optional<VersionRange<SemanticVersion>> versions,
        Keep keep) {
    /** The maximum length of a name, in characters. */
    public static final int MAX_NAME = 100;

    public Rule {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a rule must have 1 to " + MAX_NAME
                    + " printable characters, but was " + Quoted.of(name));
        }
        repositories = List.copyOf(repositories);
    }

    /** Creates a rule that covers all repositories and tags. */
    public static Rule about(String name, Kind of, Keep keep) {
        return new Rule(name, of, TagPatterns.ANY, TagPatterns.ALL, Optional.empty(), keep);
    }

    /** Returns a copy for these repositories. */
    public Rule in(String... patterns) {
        return new Rule(name, of, List.of(patterns), tags, versions, keep);
    }

    /** Returns a copy for these tags. */
    public Rule tagged(String... patterns) {
        return new Rule(name, of, repositories, TagPatterns.of(patterns), versions, keep);
    }

    /** Returns a copy for versions in a range. */
    public Rule within(String range) {
        return new Rule(name, of, repositories, tags, Optional.of(range(range)), keep);
    }

    /** Parses a range of versions. */
    static VersionRange<SemanticVersion> range(String text) {
        try {
            return VersionRange.parse(text, SemanticVersion::parse);
        } catch (VersionException e) {
            throw new IllegalArgumentException(
                    "versions must be a range such as [1.0,2.0) or 1.2.*, but was " + Quoted.of(text), e);
        }
    }

    boolean covers(RepositoryName repository) {
        return repositories.stream().anyMatch(pattern -> RepositoryPattern.matches(pattern, repository.path()));
    }

    /** Returns whether the rule covers this candidate of a repository that it covers. */
    boolean selects(Candidate candidate) {
        return candidate.is(of) && candidate.tag().map(this::selects).orElse(of != Kind.TAGS);
    }

    private boolean selects(Tag tag) {
        return tags.match(tag)
                && versions.map(range -> version(tag).filter(range::contains).isPresent())
                        .orElse(true);
    }

    /** Returns the version of a tag, in which {@code _} stands for {@code +}. */
    static Optional<SemanticVersion> version(Tag tag) {
        try {
            return Optional.of(SemanticVersion.parse(tag.value().replace('_', '+')));
        } catch (VersionException e) {
            return Optional.empty();
        }
    }
}
