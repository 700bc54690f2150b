package io.slipway.builds.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathPatternsTest {

    @Test
    void a_pattern_matches_a_file_or_everything_in_a_folder() {
        PathPatterns patterns = new PathPatterns(List.of("bin", "*.log", "/docs/*"));

        assertThat(patterns.fits("bin/x/y")).isTrue();
        assertThat(patterns.fits("a.log")).isTrue();
        assertThat(patterns.fits("web/a.log")).isFalse();
        assertThat(patterns.fits("docs/a")).isTrue();
        assertThat(patterns.fits("docs")).isFalse();
    }

    @Test
    void two_stars_match_across_folders() {
        PathPatterns patterns = new PathPatterns(List.of("**/*.pdb", "a/**/b", "logs/**"));

        assertThat(patterns.fits("x.pdb")).isTrue();
        assertThat(patterns.fits("a/b/x.pdb")).isTrue();
        assertThat(patterns.fits("a/b")).isTrue();
        assertThat(patterns.fits("a/x/y/b")).isTrue();
        assertThat(patterns.fits("logs/x")).isTrue();
        assertThat(patterns.fits("logs")).isFalse();
    }

    @Test
    void the_last_matching_pattern_decides() {
        PathPatterns patterns = PathPatterns.ofFile("# comment\n*\n!web\nweb/*.tmp\n!web/keep.tmp\r\n");

        assertThat(patterns.fits("Dockerfile")).isTrue();
        assertThat(patterns.fits("web/index.html")).isFalse();
        assertThat(patterns.fits("web/a.tmp")).isTrue();
        assertThat(patterns.fits("web/keep.tmp")).isFalse();
    }

    @Test
    void sets_ranges_and_escapes_are_matched_as_in_go() {
        assertThat(new PathPatterns(List.of("[a-c]?.txt")).fits("bx.txt")).isTrue();
        assertThat(new PathPatterns(List.of("[^a]*")).fits("abc")).isFalse();
        assertThat(new PathPatterns(List.of("a\\*b")).fits("a*b")).isTrue();
        assertThat(new PathPatterns(List.of("a\\*b")).fits("axb")).isFalse();
    }
}
