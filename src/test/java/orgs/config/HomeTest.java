package orgs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {
  @Test
  void orgsHomeMovesBoth() {
    assertThat(Home.of(Map.of("ORGS_HOME", "/o/p", "HOME", "/h", "XDG_DATA_HOME", "/x")))
        .isEqualTo(new Home(Path.of("/o/p/cache"), Path.of("/o/p/data")));
  }

  @Test
  void relativeOrgsHomeIsMadeAbsolute() {
    assertThat(Home.of(Map.of("ORGS_HOME", "x")).data())
        .isEqualTo(Path.of("x/data").toAbsolutePath());
  }

  @Test
  void xdgFoldersComeNext() {
    assertThat(Home.of(Map.of("HOME", "/h", "XDG_CACHE_HOME", "/c", "XDG_DATA_HOME", "/d")))
        .isEqualTo(new Home(Path.of("/c/orgs"), Path.of("/d/orgs")));
  }

  @Test
  void relativeAndEmptyXdgFoldersAreIgnored() {
    assertThat(
            Home.of(
                Map.of("HOME", "/h", "XDG_CACHE_HOME", "c", "XDG_DATA_HOME", "", "ORGS_HOME", "")))
        .isEqualTo(new Home(Path.of("/h/.cache/orgs"), Path.of("/h/.local/share/orgs")));
  }

  @Test
  void withoutHomeTheUsersHomeIsTaken() {
    assertThat(Home.of(Map.of()).data())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/orgs"));
  }

  @Test
  void whatIsNoPathIsSaidToBeNone() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Home.of(Map.of("ORGS_HOME", "/a\0b")))
        .withMessage("ORGS_HOME is not a path that can be used in this locale");
  }

  @Test
  void stateIsBesideThem() {
    assertThat(Home.state(Map.of("ORGS_HOME", "/o", "HOME", "/h"))).isEqualTo(Path.of("/o/state"));
    assertThat(Home.state(Map.of("HOME", "/h", "XDG_STATE_HOME", "/s")))
        .isEqualTo(Path.of("/s/orgs"));
    assertThat(Home.state(Map.of("HOME", "/h", "XDG_STATE_HOME", "s")))
        .isEqualTo(Path.of("/h/.local/state/orgs"));
  }
}
