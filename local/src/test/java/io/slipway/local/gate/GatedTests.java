package io.slipway.local.gate;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Opens an account behind the gate for the tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class GatedTests {
    GatedAccount account;

    GateCalls calls;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        account = new GatedAccount(folder);
        calls = new GateCalls(account);
    }

    @AfterAll
    void close() {
        account.close();
    }
}
