package io.slipway.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's SHA-256 and Bouncy Castle's: each continues from the state of the other. */
class ResumableHashTest {
    private static final int LONGEST = 200;

    private final byte[] content = new byte[100_000];

    ResumableHashTest() {
        new Random(3).nextBytes(content);
    }

    @Test
    void this_jvm_opens_the_jdks_hash_as_the_uploader_and_the_launcher_do() {
        assertThat(PlatformSha256.access())
                .as("--add-opens=java.base/sun.security.provider=ALL-UNNAMED")
                .isPresent();
        assertThat(ResumableHash.begin(DigestAlgorithm.SHA256)).isInstanceOf(PlatformSha256.class);
    }

    @Test
    void both_implementations_have_the_same_state_after_any_number_of_bytes() {
        for (int length = 0; length <= LONGEST; length++) {
            ResumableHash platform = begin().getFirst().get();
            ResumableHash portable = begin().getLast().get();
            platform.update(content, 0, length);
            portable.update(content, 0, length);
            assertThat(platform.state()).as("after %d bytes", length).isEqualTo(portable.state());
        }
    }

    @Test
    void each_implementation_continues_from_the_state_of_the_other() {
        Random random = new Random(11);
        for (int run = 0; run < LONGEST; run++) {
            int length = random.nextInt(content.length);
            ResumableHash hash = begin().get(random.nextInt(2)).get();
            int end = 0;
            while (end < length) {
                int chunk = Math.min(length - end, 1 + random.nextInt(run % 2 == 0 ? LONGEST : content.length));
                hash.update(content, end, chunk);
                end += chunk;
                hash = resume().get(random.nextInt(2)).apply(hash.state());
            }
            assertThat(hash.digest()).isEqualTo(expected("SHA-256", length));
        }
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void a_hash_that_was_stored_and_resumed_covers_all_bytes(DigestAlgorithm algorithm) {
        ResumableHash hash = ResumableHash.begin(algorithm);
        hash.update(content, 0, 12_345);
        ResumableHash resumed = ResumableHash.resume(algorithm, hash.state());
        resumed.update(content, 12_345, content.length - 12_345);
        assertThat(resumed.digest())
                .isEqualTo(expected(algorithm == DigestAlgorithm.SHA256 ? "SHA-256" : "SHA-512", content.length));
    }

    @Test
    void a_state_that_does_not_fit_its_length_is_refused() {
        ResumableHash hash = ResumableHash.begin(DigestAlgorithm.SHA256);
        hash.update(content, 0, 77);
        byte[] state = hash.state();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sha256State.decode(Arrays.copyOf(state, state.length - 4)))
                .withMessageStartingWith("a state of SHA-256 must have");
        byte[] wrong = state.clone();
        wrong[15]++;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sha256State.decode(wrong))
                .withMessageStartingWith("a state of SHA-256 must have the bytes since the last block");
    }

    private static List<Supplier<ResumableHash>> begin() {
        return List.of(
                () -> PlatformSha256.access().orElseThrow().begin(), () -> PortableHash.begin(DigestAlgorithm.SHA256));
    }

    private static List<Function<byte[], ResumableHash>> resume() {
        return List.of(
                state -> PlatformSha256.access().orElseThrow().resume(state),
                state -> PortableHash.resume(DigestAlgorithm.SHA256, state));
    }

    private byte[] expected(String algorithm, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(content, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
