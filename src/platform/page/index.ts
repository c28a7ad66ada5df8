export type { FieldError } from './field-error.ts';
export {
  Checkbox,
  Checkboxes,
  DateField,
  Hidden,
  Radios,
  Select,
  ShortChoice,
  TextArea,
  TextField,
  type Option,
} from './fields.tsx';
export {
  Bar,
  CostToGrant,
  Intervals,
  type BarPart,
  type FlowStep,
  type IntervalRow,
} from './figures.tsx';
export { redirectWithFlash } from './flash.ts';
export { CsrfField, Form, SearchForm } from './form.tsx';
export {
  formatDay,
  formatExactInstant,
  formatInstant,
  formatMoney,
  formatNumber,
  formatTime,
  formatWeekday,
} from './format.ts';
export { Icon, type IconName } from './icon.tsx';
export type { Language, Localized, SameWords } from './language.ts';
export type { Crumb } from './layout.tsx';
export { markup, Written, type Markup } from './markup.ts';
export { usePage, useWords } from './page-context.ts';
export {
  Actions,
  Button,
  ButtonLink,
  Card,
  Columns,
  Details,
  EmptyState,
  Facts,
  Glance,
  KeyFigures,
  Note,
  Section,
  Tag,
  Timeline,
  type Fact,
  type Step,
  type Tone,
} from './parts.tsx';
export { renderPage, type PageContent } from './render-page.tsx';
export { addNavigation, addPersonLink, type ShellLink } from './shell.ts';
export { Pagination, Table, type TableColumn } from './table.tsx';
export { Day, Hash, Instant, Money } from './values.tsx';
export { Why } from './why.tsx';
