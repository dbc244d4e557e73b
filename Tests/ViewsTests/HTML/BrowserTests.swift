import Foundation
import Testing

@testable import Views

/// The page in a real browser.
@Suite(
  .serialized,
  .enabled(if: Browser.path != nil, "needs Chromium: apt-get install chromium"))
struct BrowserTests {
  @Test(arguments: [(360, "light"), (1100, "dark")])
  func `a page is drawn without a word on the console`(width: Int, scheme: String) throws {
    let run = try Browser.run(
      try Self.page(), width: width, ["--screenshot=page.png", Browser.scheme(scheme)])
    #expect(!run.errors.contains("CONSOLE"), "\(run.errors)")
    #expect((run.screenshot?.count ?? 0) > 20_000)
  }

  @Test func `a hostile session is drawn without a word on the console`() throws {
    let page = HTMLPage(try Recorded.hostileSession(), name: Recorded.hostile).html
    let run = try Browser.run(page, width: 360, ["--dump-dom"])
    #expect(!run.errors.contains("CONSOLE"), "\(run.errors)")
    #expect(!run.output.contains("<script"))
  }

  @Test func `a script that got into a page does not run, and everything is there to be read`()
    throws
  {
    let page = try Self.page()
      .replacing("</body>", with: "<script>document.body.textContent = ''</script></body>")
    let run = try Browser.run(page, width: 800, ["--dump-dom"])
    #expect(run.errors.contains("Content Security Policy"))
    #expect(run.output.contains("How the masks blend"))
    #expect(run.output.contains("Arr, I be captain Barnacle Meg, matey"))
  }

  @Test(arguments: [320, 500, 1100])
  func `a page is never wider than the window`(width: Int) throws {
    let probe = """
      <script>
      const wide = document.documentElement.scrollWidth, \
      room = document.documentElement.clientWidth;
      document.body.setAttribute('data-overflow', wide > room ? wide + ' in ' + room : 'none');
      </script>
      """
    let html = HTMLPage(try Recorded.hostileSession(), name: "captain-meg").html
    let run = try Browser.run(Self.probed(html, probe), width: width, ["--dump-dom"])
    #expect(run.output.contains("data-overflow=\"none\""))
  }

  @Test func `whatever scrolls in a narrow window can be reached by keys and has a name`() throws {
    let probe = """
      <script>
      for (const table of document.querySelectorAll('details')) table.open = true;
      const scrolling = [...document.querySelectorAll('main *')].filter(it =>
        it.scrollWidth > it.clientWidth && getComputedStyle(it).overflowX === 'auto');
      const dead = scrolling.filter(it => {
        it.focus();
        return document.activeElement !== it || !it.getAttribute('aria-label');
      });
      document.body.setAttribute('data-scrolling', scrolling.length);
      document.body.setAttribute('data-dead', dead.length);
      </script>
      """
    let run = try Browser.run(Self.probed(try Self.page(), probe), width: 500, ["--dump-dom"])
    #expect(run.output.contains(/data-scrolling="[1-9]/))
    #expect(run.output.contains("data-dead=\"0\""))
  }

  @Test func `the link past the pictures is seen once it is reached, and not before`() throws {
    let probe = """
      <script>
      const link = document.querySelector('.skip');
      const isSeen = () => link.getBoundingClientRect().left >= 0;
      const before = isSeen();
      link.focus();
      // The window itself may get its focus a moment after the page is there.
      // An image being loaded holds the page's end back meanwhile.
      const look = rounds => {
        if (document.hasFocus() || rounds === 0) {
          document.body.setAttribute('data-seen', before + ' ' + isSeen());
          return;
        }
        const pause = performance.now() + 5;
        while (performance.now() < pause) {}
        const image = new Image();
        image.onload = image.onerror = () => look(rounds - 1);
        image.src = 'data:image/svg+xml,' + rounds;
      };
      look(2000);
      </script>
      """
    let run = try Browser.run(Self.probed(try Self.page(), probe), width: 500, ["--dump-dom"])
    #expect(run.output.contains("data-seen=\"false true\""))
  }

  /// A copy of a page that may run this script, which the page itself may not.
  private static func probed(_ html: String, _ probe: String) -> String {
    html.replacing("Content-Security-Policy", with: "x-none")
      .replacing("</body>", with: "\(probe)</body>")
  }

  private static func page() throws -> String {
    HTMLPage(try Recorded.session("captain-meg"), name: "captain-meg").html
  }
}

/// Chromium without a window.
enum Browser {
  struct Run {
    let output: String
    let errors: String
    let screenshot: Data?
  }

  static let path = ["chromium", "chromium-browser", "google-chrome"].lazy.flatMap { name in
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
      .map { "\($0)/\(name)" }
  }.first { FileManager.default.isExecutableFile(atPath: $0) }

  static func scheme(_ name: String) -> String {
    "--blink-settings=preferredColorScheme=\(name == "dark" ? 0 : 1)"
  }

  static func run(_ html: String, width: Int, _ options: [String]) throws -> Run {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "shoggoth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appendingPathComponent("page.html")
    try Data(html.utf8).write(to: page)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.currentDirectoryURL = folder
    process.arguments =
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-extensions",
        "--user-data-dir=\(folder.path)/profile", "--window-size=\(width),2000",
      ] + options + [page.absoluteString]
    let files = ["output", "errors"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    // A browser without a network may wait for one for minutes before it ends.
    let deadline = Date(timeIntervalSinceNow: 60)
    while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.05) }
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    return Run(
      output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8),
      screenshot: try? Data(contentsOf: folder.appendingPathComponent("page.png")))
  }
}
