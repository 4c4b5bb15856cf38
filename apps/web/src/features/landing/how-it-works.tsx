import styles from './how-it-works.module.css';

const steps = [
  {
    title: 'Open and invite',
    text: 'A room is one click and has three links: one for editors, one for voters, one for viewers. Revoke or replace each whenever you like.',
  },
  {
    title: 'Mix and shape',
    text: 'A design is two garments and the weights between them: structure takes the cut, style takes the cloth. Sliders move what a garment is made of, from short to long, from plain to patterned.',
  },
  {
    title: 'See the same picture',
    text: 'A generative model on this server draws every change, and everybody sees it at once, with everybody’s hands and pointers. A slider that somebody holds wears their colour.',
  },
  {
    title: 'Vote, and keep the recipe',
    text: 'Votes are counted by the server. Every picture is a recipe of a few numbers, so the same design is the same picture next year.',
  },
];

/** Toile in four sentences or so. */
export function HowItWorks() {
  return (
    <section id="how" className={styles.how} aria-labelledby="how-title">
      <h2 id="how-title">How it works</h2>
      <ol>
        {steps.map(({ title, text }, index) => (
          <li key={title}>
            <i aria-hidden="true">{index + 1}</i>
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
