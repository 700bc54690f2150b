package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Specifies the values of {@code Transform} and {@code Locator} attributes. */
class InvocationTest {
    @Test
    void a_name_needs_no_arguments() throws Exception {
        assertThat(Invocation.parse(" Remove ")).isEqualTo(new Invocation("Remove", ""));
        assertThat(Invocation.parse("Remove()").arguments()).isEmpty();
    }

    @Test
    void commas_separate_arguments_unless_within_parentheses() throws Exception {
        assertThat(arguments("Match(a,b)")).containsExactly("a", "b");
        assertThat(arguments("Match ( a , b ) ")).containsExactly("a", "b");
        assertThat(arguments("Condition(contains(@a,'b'))")).containsExactly("contains(@a,'b')");
        assertThat(arguments("X(f(a,g(b,c)), d)")).containsExactly("f(a,g(b,c))", "d");
        assertThat(arguments("X(,a,)")).containsExactly("", "a", "");
        assertThat(arguments("X(@a='b,c')")).containsExactly("@a='b", "c'");
        assertThat(arguments("X(f(a,b)")).containsExactly("f(a,b");
        assertThat(arguments("X(a),b)")).containsExactly("a),b");
    }

    @Test
    void space_around_a_single_argument_stays() throws Exception {
        assertThat(arguments("Match( a )")).containsExactly(" a ");
    }

    @Test
    void an_argument_may_contain_line_breaks() throws Exception {
        assertThat(arguments("Condition(a\nb)")).containsExactly("a\nb");
    }

    private static List<String> arguments(String value) throws XdtException {
        return Invocation.parse(value).arguments();
    }
}
