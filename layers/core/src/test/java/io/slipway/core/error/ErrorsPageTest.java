package io.slipway.core.error;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/errors.md} lists each code with its usual status, and no code that does not exist. */
class ErrorsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("slipway.root"), "docs/reference/errors.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d{3})[, 0-9]* \\| [^|]+\\. \\| [^|]+\\. \\|$");

    @Test
    void each_code_has_a_row_with_its_status_cause_and_remedy() throws IOException {
        Map<String, Integer> rows = ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(toMap(row -> row.group(1), row -> Integer.valueOf(row.group(2))));

        assertThat(rows)
                .isEqualTo(Arrays.stream(ErrorCode.values()).collect(toMap(ErrorCode::name, ErrorCode::status)));
    }
}
