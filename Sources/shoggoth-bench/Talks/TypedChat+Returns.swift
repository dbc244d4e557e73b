extension TypedChat {
  /// Replies are asked for again, turns are taken back, and the talk goes on from earlier places.
  static let goingBack = TypedChat(
    "going back",
    [
      ":mask pirate",
      "Good morning! How did you sleep?",
      "What is for breakfast?",
      ":retry",
      "Is there any coffee left?",
      ":undo",
      "Is there any tea left?",
      "Then let us look at the map together.",
      ":retry",
      ":retry",
      "Which way is the island?",
      ":goto 3",
      "Never mind breakfast. Who is at the wheel?",
      "Can he steer in the dark?",
      ":undo 2",
      "I would rather hear a story.",
      ":retry",
      "That cannot be true, can it?",
      ":mask grandmother",
      "What do you say to that?",
      ":retry",
      ":undo",
      ":mask drop",
      "Tell me another one, but a short one.",
      ":goto 8",
      "Let us go back to the map. What does the cross mean?",
      ":retry",
      "I have brought two spades.",
      ":undo",
      "I have brought only one spade.",
      "Who digs first?",
      ":retry",
      "All right. Wake me when you hit wood.",
    ])

  /// Much is said at a time, so that little fits into a lane and turns are forgotten.
  static let long = TypedChat(
    "long", context: 1024,
    [
      ":mask grandmother",
      """
      Good evening. I have had a very long day, and I would like to tell somebody about it. It \
      began when the alarm did not ring. Where should I begin?
      """,
      """
      I ran for the bus without my breakfast, and of course it left just as I came around the \
      corner. So I walked along the river for half an hour, in shoes that are not made for walking.
      """,
      """
      On the bridge I met our old neighbour with his three dogs. He asked about everybody in the \
      family, one after another, and I could not get away. Do you remember him?
      """,
      """
      At the office the lift was broken again, so I climbed five flights of stairs. When I came \
      in, everyone was sitting in the meeting already, and the only free chair was right at the \
      front.
      """,
      """
      They talked about numbers for two hours. I wrote down all of it, but when I look at my notes \
      now there are mostly drawings of cats. What would you have done in my place?
      """,
      """
      For lunch I had a soup that was much too salty and a piece of bread from yesterday. I kept \
      thinking of the dumplings you used to make when we came home from school in winter.
      """,
      """
      In the afternoon a letter came from the landlord. He wants to paint the stairs and asks all \
      of us to leave by the back door for a week. The back door has been stuck since March.
      """,
      """
      I called him to say so. He told me that the door only needs a firm push. I said that three \
      grown men had pushed it. He was silent for a while and then he asked which three men.
      """,
      """
      After that I could not work any more, so I sorted the drawer of my desk. I found two keys \
      that fit nothing, a ticket for a concert from six years ago, and your recipe for plum jam.
      """,
      """
      The recipe says to cook it until it is done, and nothing else about the time. How does one \
      see that it is done? I have never dared to ask, and mine has always been too thin.
      """,
      """
      On the way home I bought four pounds of plums, because the woman at the market would not \
      sell me fewer. She said that nobody makes good jam out of one pound. Is that so?
      """,
      """
      Then it began to rain, and the paper bag gave way on the steps. I picked plums out of the \
      gutter while people walked around me. One boy helped, and I gave him six of them for it.
      """,
      """
      Now I am in the kitchen, and the plums are washed. I have a large pot, a wooden spoon, \
      sugar, and half a lemon that has seen better days. Is there anything else that I need?
      """,
      """
      I took the stones out with a small knife, and my fingers are blue. It took nearly an hour, \
      and I listened to the radio all the while. They played that waltz that you like so much.
      """,
      """
      The sugar is in, and it has begun to bubble at the edge. It smells like your kitchen in \
      September. Should I stir all the time now, or is it better to leave it alone for a bit?
      """,
      """
      The cat has come in and sits on the window sill. She watches the spoon as if it were a bird. \
      I put the lid on for a moment to keep her out, and now the stove needs cleaning too.
      """,
      """
      Somebody rang just now. It was the neighbour from downstairs. She had smelled the plums \
      and wanted to know whether anything was burning. I promised her a jar so that she would go.
      """,
      """
      I have only five clean jars, and one of them has no lid. My friend says that one can put wax \
      paper over it and a rubber band. Did people do it like that when you were young?
      """,
      """
      It is getting thicker, I think. I put a drop on a cold plate as it says in the book, and it \
      ran down more slowly than the first time. How slowly should it run before I may stop?
      """,
      """
      While I wait I have written to my brother. I asked whether he will come on Sunday, and \
      whether he will bring the children. He answered with a single word, and the word was perhaps.
      """,
      """
      If they come, I will make pancakes and we will open the first jar together. The youngest \
      does not eat plums, he says, but he has never tried them with sugar. What else could I make?
      """,
      """
      Now it is in the jars, and they stand in a row upside down on a towel. I burned one finger \
      and spilled a little on the floor, where the cat has found it. I am rather proud of myself.
      """,
      """
      I will write the date on them tomorrow, when they are cold. I thought of writing your name \
      on one and sending it to you by post. Would it arrive in one piece, do you think?
      """,
      """
      It is late now, and I should go to bed. Thank you for listening to all of that. Tell me \
      something nice before I sleep, and then I will turn off the light.
      """,
    ])
}
