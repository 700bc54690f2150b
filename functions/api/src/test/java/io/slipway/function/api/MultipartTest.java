package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.error.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=\"xyz\"";
    private static final String END = "--xyz--\r\n";

    @Test
    void the_part_with_a_file_name_is_the_file() {
        Multipart.FilePart file = read(field("replace") + file("Acme.1.0.0.zip", "\r\n--xy\r\nbytes\u0000") + END);
        assertThat(file.name()).isEqualTo("Acme.1.0.0.zip");
        assertThat(file.content()).asString().isEqualTo("\r\n--xy\r\nbytes\u0000");
    }

    @Test
    void an_empty_file_is_accepted() {
        assertThat(read(file("Acme.1.0.0.zip", "") + END).content()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/mixed; boundary=xyz",
                ""
            })
    void a_body_that_is_not_a_form_with_a_boundary_is_refused(String type) {
        refused(type, file("a.zip", "x") + END);
    }

    @Test
    void damaged_forms_and_forms_with_no_or_two_files_are_refused() {
        refused(TYPE, "");
        refused(TYPE, field("a") + END);
        refused(TYPE, file("a.zip", "x") + file("b.zip", "y") + END);
        refused(TYPE, file("a.zip", "x"));
        refused(TYPE, "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"");
        refused("multipart/form-data; boundary=" + "x".repeat(71), "x");
    }

    @Test
    void the_number_of_parts_and_the_size_of_their_headers_are_limited() {
        refused(TYPE, field("a").repeat(Multipart.MAX_PARTS + 1) + file("a.zip", "x") + END);
        String header = "--xyz\r\nX: " + "x".repeat(Multipart.MAX_PART_HEADERS + 1) + "\r\n\r\n\r\n";
        refused(TYPE, header + file("a.zip", "x") + END);
    }

    @Test
    void any_damage_results_in_a_refusal() {
        byte[] whole = (field("a") + file("a.zip", "content") + END).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Multipart.file(TYPE, damaged).content()).hasSizeLessThan(damaged.length);
            } catch (RegistryException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
    }

    private static Multipart.FilePart read(String body) {
        return Multipart.file(TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String type, String body) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Multipart.file(type, body.getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    private static String field(String name) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\nvalue\r\n";
    }

    private static String file(String name, String content) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/zip\r\n\r\n" + content + "\r\n";
    }
}
